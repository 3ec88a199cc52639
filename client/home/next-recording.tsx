import { useState } from 'react'
import type { HomeJson } from '#api/contract/home.ts'
import { englishLocale } from '#client/format/locale.ts'
import { useMay } from '#client/person/use-me.ts'
import { Button } from '#client/ui/button.tsx'
import { lazyDialog } from '#client/ui/lazy-dialog.tsx'

const PlanDialog = lazyDialog(() => import('#client/home/plan-dialog.tsx').then((file) => file.PlanDialog))

/** When the next recording is, and how that is known. */
export function NextRecording({ show, home }: { show: string; home: HomeJson | undefined }) {
  const [isPlanning, plan] = useState(false)
  const mayEdit = useMay('edit')
  if (!home) return null
  const { next } = home
  return (
    <section className="home-next" aria-labelledby="home-next">
      <h2 id="home-next" className="meta">
        Next recording
      </h2>
      {next ? (
        <>
          <p className="home-large">
            <time dateTime={next.at}>{formatWhen(next.at)}</time>
          </p>
          <p className="meta">{sayWhy(next)}</p>
        </>
      ) : (
        <p className="meta">Not known yet: the feed shows no rhythm so far.</p>
      )}
      {mayEdit && (
        <p className="row-actions">
          <Button kind="quiet" onClick={() => plan(true)}>
            {next?.by === 'host' ? 'Change' : 'Set it'}
            <span className="unseen">: when the next recording is</span>
          </Button>
        </p>
      )}
      {isPlanning && <PlanDialog show={show} home={home} onClose={() => plan(false)} />}
    </section>
  )
}

function sayWhy({ at, by, every_days }: NonNullable<HomeJson['next']>): string {
  const inWords = formatIn(at)
  const rhythm = every_days === null ? '' : `, every ${every_days === 1 ? 'day' : sayDays(every_days)}`
  return by === 'host'
    ? `${inWords}${rhythm}`
    : `${inWords}, when the next episode is due by the feed’s rhythm${rhythm}`
}

function sayDays(days: number): string {
  if (days % 7 !== 0) return `${days} days`
  return days === 7 ? 'week' : `${days / 7} weeks`
}

/** `Sunday 29 November at 19:00`, as the reader writes it. */
function formatWhen(instant: string, locale = englishLocale()): string {
  return new Intl.DateTimeFormat(locale, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    hour: 'numeric',
    minute: '2-digit',
  }).format(new Date(instant))
}

/** `in 3 days`, `in 5 hours`, `today`. */
function formatIn(instant: string, now = Date.now()): string {
  const hours = Math.round((Date.parse(instant) - now) / 3_600_000)
  if (hours < 1) return 'Within the hour'
  if (hours < 24) return hours === 1 ? 'In an hour' : `In ${hours} hours`
  const days = Math.round(hours / 24)
  return days === 1 ? 'In a day' : `In ${days} days`
}
