import { formatCount } from '#client/format/sats.ts'
import { type Change, changeOf } from '#client/totals/change.ts'
import { METRIC, METRICS, totalOf } from '#client/totals/metric.ts'
import { type Release, usualOf } from '#client/totals/release.ts'
import { t } from '#client/totals/words.ts'

/** What an episode brought, each number beside what is usual for the ones around it after as many days. */
export function ReleaseFigures({ own, others }: { own: Release; others: readonly Release[] }) {
  return (
    <dl className="sums">
      {METRICS.filter((metric) => metric !== 'minutes' || own.minutes > 0).map((metric) => {
        const total = totalOf(metric, own)
        const usual = usualOf(metric, own, others)
        const change = usual === null ? null : changeOf(usual.own, usual.others)
        return (
          <div key={metric}>
            <dt>{METRIC[metric].name}</dt>
            <dd>
              <strong>{metric === 'sats' ? METRIC.sats.say(total) : formatCount(total)}</strong>
              {usual && change && (
                <span className="meta change" data-direction={change.direction}>
                  {change.kind === 'new'
                    ? t('others usually bring none')
                    : change.direction === 'same'
                      ? t('as is usual')
                      : sayUsual(change, {
                          usual: METRIC[metric].say(usual.others),
                          days: usual.days,
                        })}
                </span>
              )}
            </dd>
          </div>
        )
      })}
    </dl>
  )
}

function sayUsual({ kind, text }: Change, said: { usual: string; days: number }): string {
  return kind === 'times'
    ? t('{text} as the usual {usual} after {days, plural, one {a day} other {# days}}', { ...said, text })
    : t('{text} on the usual {usual} after {days, plural, one {a day} other {# days}}', { ...said, text })
}
