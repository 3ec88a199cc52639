import { memo } from 'react'
import { Link } from 'wouter'
import type { BoostJson } from '#api/contract/boost.ts'
import { BoostAmount } from '#client/boost/boost-amount.tsx'
import { BoostChips } from '#client/boost/boost-chips.tsx'
import { BoostRest } from '#client/boost/list/boost-rest.tsx'
import { nameOf } from '#client/format/supporter.ts'
import { AnsweredChip } from '#client/reply/answered-chip.tsx'
import { Marked } from '#client/ui/marked.tsx'

type Props = {
  boost: BoostJson
  index: number
  /** How many rows there are; -1 where that is not known yet. */
  count: number
  isCurrent: boolean
  /** Whether the tabulator key stops here. */
  isStop: boolean
  href: string
  /** What was looked for. */
  looked: string
}

/** One boost: amount, who, message, and the rest in dim words. */
export const BoostRow = memo(function BoostRow({
  boost,
  index,
  count,
  isCurrent,
  isStop,
  href,
  looked,
}: Props) {
  const { id, supporter, message, episode, position_s, playing, app, sent_at } = boost
  return (
    <article
      className={boost.hidden ? 'boost is-hidden' : 'boost'}
      data-row={index}
      tabIndex={isStop ? 0 : -1}
      aria-posinset={index + 1}
      aria-setsize={count}
      aria-labelledby={`amount-${id} who-${id}`}
      aria-describedby={`message-${id}`}
      aria-current={isCurrent || undefined}
    >
      <div className="boost-amount" id={`amount-${id}`}>
        <BoostAmount boost={boost} />
      </div>
      <div className="boost-who">
        <Link href={href} id={`who-${id}`} dir="auto" tabIndex={-1} className="boost-name">
          <Marked text={nameOf(supporter)} looked={looked} />
        </Link>
        <span className="boost-chips">
          <BoostChips boost={boost} />
          <AnsweredChip id={id} />
        </span>
      </div>
      <p className="boost-message" id={`message-${id}`} dir="auto">
        <Marked text={message} looked={looked} />
      </p>
      <BoostRest episode={episode} position_s={position_s} playing={playing} app={app} sent_at={sent_at} />
    </article>
  )
})
