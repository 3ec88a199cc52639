import type { BoostGroupJson } from '#api/contract/boost.ts'
import { countOf, formatSats, satsOf } from '#client/format/sats.ts'
import { Chip } from '#client/ui/chip.tsx'

type Props = {
  group: BoostGroupJson /** Where there are several shows. */
  withShow: boolean
  isDemo: boolean
}

/** An episode, with how many boosts it got and their sum. */
export function GroupHeading({ group: { show, episode, count, counted_msat }, withShow, isDemo }: Props) {
  return (
    <header className="section-head">
      <h2 dir="auto">{episode ? (episode.title ?? 'Untitled episode') : `${show.title}, no episode`}</h2>
      <p className="meta">
        {withShow && episode && <span dir="auto">{show.title} · </span>}
        {countOf(count, 'boost')} · {formatSats(counted_msat)} {satsOf(counted_msat)}{' '}
        {isDemo && <Chip>demo show</Chip>}
      </p>
    </header>
  )
}
