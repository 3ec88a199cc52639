import { useState } from 'react'
import type { HomeJson } from '#api/contract/home.ts'
import { t } from '#client/home/words.ts'
import { pageLocale } from '#client/language/locale.ts'
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
        {t('Next recording')}
      </h2>
      {next ? (
        <>
          <p className="home-large">
            <time dateTime={next.at}>{formatWhen(next.at)}</time>
          </p>
          <p className="meta">{sayWhy(next)}</p>
        </>
      ) : (
        <p className="meta">{t('Not known yet: the feed shows no rhythm so far.')}</p>
      )}
      {mayEdit && (
        <p className="row-actions">
          <Button kind="quiet" onClick={() => plan(true)}>
            {next?.by === 'host' ? t('Change') : t('Set it')}
            <span className="unseen">{t(': when the next recording is')}</span>
          </Button>
        </p>
      )}
      {isPlanning && <PlanDialog show={show} home={home} onClose={() => plan(false)} />}
    </section>
  )
}

function sayWhy({ at, by, every_days }: NonNullable<HomeJson['next']>): string {
  const inWords = formatIn(at)
  const rhythm = every_days === null ? '' : `, ${sayRhythm(every_days)}`
  return by === 'host'
    ? `${inWords}${rhythm}`
    : t('{inWords}, when the next episode is due by the feed’s rhythm{rhythm}', { inWords, rhythm })
}

function sayRhythm(days: number): string {
  return days % 7 === 0
    ? t('{weeks, plural, one {every week} other {every # weeks}}', { weeks: days / 7 })
    : t('{days, plural, one {every day} other {every # days}}', { days })
}

/** `Sunday 29 November at 19:00`, as the reader writes it. */
function formatWhen(instant: string, locale = pageLocale()): string {
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
  if (hours < 1) return t('Within the hour')
  if (hours < 24) return t('{hours, plural, one {In an hour} other {In # hours}}', { hours })
  const days = Math.round(hours / 24)
  return t('{days, plural, one {In a day} other {In # days}}', { days })
}
