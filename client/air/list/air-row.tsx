import { memo } from 'react'
import { formatHistory, formatWarning, STATUS_WORDS } from '#client/air/format-segment.ts'
import type { BoostRow } from '#client/air/list/rows.ts'
import { t } from '#client/air/words.ts'
import { BoostAmount } from '#client/boost/boost-amount.tsx'
import { BoostRest } from '#client/boost/list/boost-rest.tsx'
import { formatMoney } from '#client/format/money.ts'
import { nameOf } from '#client/format/supporter.ts'
import { AnsweredChip } from '#client/reply/answered-chip.tsx'
import { Button } from '#client/ui/button.tsx'
import { Chip } from '#client/ui/chip.tsx'
import { Marked } from '#client/ui/marked.tsx'

type Props = {
  row: BoostRow
  isCurrent: boolean
  /** One of several that are chosen. */
  isSelected: boolean
  isStop: boolean
  /** What was looked for. */
  looked: string
  onFocus: () => void
  onOpen: () => void
  /** That it is dragged, or where what is dragged would lie. */
  dragged: 'moving' | 'before' | 'after' | null
  mayMove: boolean
}

const STATUS = { ...STATUS_WORDS, unread: '' }

/** One boost of the running order. */
export const AirRowView = memo(function AirRowView({
  row,
  isCurrent,
  isSelected,
  isStop,
  looked,
  onFocus,
  onOpen,
  dragged,
  mayMove,
}: Props) {
  const { group, boost, isFirst } = row
  const {
    id,
    supporter,
    message,
    episode,
    position_s,
    playing,
    app,
    sent_at,
    item,
    badges,
    warnings,
    value,
  } = boost
  const { status, starred, pinned, note } = item
  const about = isFirst && group.history ? formatHistory(group.history, group.boosts) : []
  return (
    <article
      className={`boost air-row${status === 'unread' ? '' : ' is-done'}${isSelected ? ' is-selected' : ''}${dragged ? ` is-${dragged}` : ''}`}
      data-row={id}
      tabIndex={isStop ? 0 : -1}
      aria-labelledby={`air-amount-${id} air-who-${id}`}
      aria-describedby={`air-message-${id}`}
      aria-current={isCurrent || undefined}
      onFocus={onFocus}
    >
      <div className="boost-amount" id={`air-amount-${id}`}>
        <BoostAmount boost={boost} />
        {value && <span className="beside">{formatMoney(value)}</span>}
      </div>
      <div className="boost-who">
        <span id={`air-who-${id}`} dir="auto" className={isFirst ? 'boost-name' : 'boost-name again'}>
          <Marked text={nameOf(supporter)} looked={looked} />
        </span>
        <span className="boost-chips">
          {STATUS[status] && <Chip tone={status === 'read' ? 'ok' : 'plain'}>{STATUS[status]}</Chip>}
          <AnsweredChip id={id} />
          {boost.claim === 'unproven' && <Chip tone="warn">{t('unproven')}</Chip>}
          {isSelected && <span className="unseen">{t('chosen')}</span>}
          {pinned && <Chip>{t('pinned')}</Chip>}
          {starred && <Chip>{t('★ starred')}</Chip>}
          {item.carried && <Chip>{item.carried === 'older' ? t('older') : t('from last time')}</Chip>}
          {[...badges, ...about].map((word) => (
            <Chip key={word}>{word}</Chip>
          ))}
          {warnings.map((warning) => (
            <Chip key={`${warning.kind} ${warning.text}`} tone="warn">
              {formatWarning(warning)}
            </Chip>
          ))}
        </span>
      </div>
      <div className="boost-message" id={`air-message-${id}`}>
        <p dir="auto">
          <Marked text={message} looked={looked} />
        </p>
        {note && (
          <p className="air-note" dir="auto">
            <Marked text={note} looked={looked} />
          </p>
        )}
      </div>
      <BoostRest episode={episode} position_s={position_s} playing={playing} app={app} sent_at={sent_at} />
      <Button
        kind="quiet"
        tabIndex={-1}
        aria-label={t('What to do with {name}', { name: nameOf(supporter) })}
        onClick={onOpen}
      >
        …
      </Button>
      {/* Fingers move by it; a keyboard moves with Alt and the arrows. */}
      {mayMove && <span className="air-grip" aria-hidden="true" />}
    </article>
  )
})
