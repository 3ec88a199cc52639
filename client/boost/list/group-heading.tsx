import type { BoostGroupJson } from '#api/contract/boost.ts'
import { t } from '#client/boost/words.ts'
import { formatSats, satsOf } from '#client/format/sats.ts'
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
      <h2 dir="auto">
        {episode ? (episode.title ?? t('Untitled episode')) : t('{title}, no episode', { title: show.title })}
      </h2>
      <p className="meta">
        {withShow && episode && <span dir="auto">{show.title} · </span>}
        {t('{count, plural, one {# boost} other {# boosts}}', { count })} · {formatSats(counted_msat)}{' '}
        {satsOf(counted_msat)} {isDemo && <Chip>{t('demo show')}</Chip>}
      </p>
    </header>
  )
}
