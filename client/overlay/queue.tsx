import { formatAgo } from '#client/format/day.ts'
import { formatMoney } from '#client/format/money.ts'
import { formatSats, satsOf } from '#client/format/sats.ts'
import { type Alert, useMoveAlert, useQueue, useShowAgain } from '#client/overlay/use-overlays.ts'
import { t } from '#client/overlay/words.ts'
import { Button } from '#client/ui/button.tsx'
import { Chip } from '#client/ui/chip.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { Skeleton } from '#client/ui/skeleton.tsx'

const MOST = 12
const STATES: Record<Alert['state'], string> = {
  waiting: t('waits for you'),
  released: t('in the queue'),
  shown: t('shown'),
  skipped: t('skipped'),
}

/** What waits, what is shown and what was: those first that wait for a host. */
export function Queue({ slug, id, isModerated }: { slug: string; id: string; isModerated: boolean }) {
  const queue = useQueue(slug, id)
  if (queue.isPending) return <Skeleton rows={2} />
  const rows = queue.data ?? []
  const first = [
    ...rows.filter(({ state }) => state === 'waiting'),
    ...rows.filter(({ state }) => state !== 'waiting'),
  ]
  return (
    <>
      <ErrorNote error={queue.error} />
      {rows.length === 0 && (
        <p className="hint">
          {isModerated
            ? t('Boosts of the next hours wait here until you let them through.')
            : t('Boosts of the next hours are listed here as they are shown.')}
        </p>
      )}
      <ul className="entries" aria-label={t('Queue')}>
        {first.slice(0, MOST).map((alert) => (
          <Row key={alert.id} slug={slug} id={id} alert={alert} />
        ))}
      </ul>
    </>
  )
}

function Row({ slug, id, alert }: { slug: string; id: string; alert: Alert }) {
  const move = useMoveAlert(slug, id)
  const again = useShowAgain(slug, id)
  const { state, message, at } = alert
  const name = nameOf(alert)
  return (
    <li className={`entry alert is-${state}`}>
      <div className="row-words">
        <p>
          <strong dir="auto">{name}</strong> <span className="sats">{amountOf(alert)}</span>{' '}
          <Chip tone={state === 'waiting' ? 'warn' : 'plain'}>{STATES[state]}</Chip>{' '}
          <span className="meta">{formatAgo(at)}</span>
        </p>
        {message && (
          <p className="alert-words" dir="auto">
            {message}
          </p>
        )}
        <ErrorNote error={move.error ?? again.error} />
      </div>
      <div className="row-actions">
        {state === 'waiting' && (
          <Button
            busy={move.isPending}
            aria-label={t('Let through: {name}', { name })}
            onClick={() => move.mutate({ alert: alert.id, state: 'released' })}
          >
            {t('Let through')}
          </Button>
        )}
        {(state === 'waiting' || state === 'released' || state === 'shown') && (
          <Button
            kind="quiet"
            aria-label={t('Skip: {name}', { name })}
            onClick={() => move.mutate({ alert: alert.id, state: 'skipped' })}
          >
            {t('Skip')}
          </Button>
        )}
        {(state === 'shown' || state === 'skipped') && (
          <Button
            kind="quiet"
            busy={again.isPending}
            aria-label={t('Show again: {name}', { name })}
            onClick={() => again.mutate(alert.id)}
          >
            {t('Show again')}
          </Button>
        )}
      </div>
    </li>
  )
}

function nameOf({ kind, supporter, goal }: Alert): string {
  if (kind === 'goal') return t('Goal reached: {goal}', { goal: goal ?? '' })
  return kind === 'test' ? t('A test') : (supporter ?? t('Anonymous'))
}

function amountOf({ kind, amount_msat, fiat }: Alert): string | null {
  if (kind === 'goal') return null
  if (fiat) return formatMoney(fiat)
  return amount_msat === null ? null : `${formatSats(amount_msat)} ${satsOf(amount_msat)}`
}
