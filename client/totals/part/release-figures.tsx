import { changeOf } from '#client/totals/change.ts'
import { METRIC, METRICS, totalOf } from '#client/totals/metric.ts'
import { type Release, usualOf } from '#client/totals/release.ts'

/** What an episode brought, each number beside what is usual for the ones around it after as many days. */
export function ReleaseFigures({ own, others }: { own: Release; others: readonly Release[] }) {
  return (
    <dl className="sums">
      {METRICS.filter((metric) => metric !== 'minutes' || own.minutes > 0).map((metric) => {
        const [number, ...unit] = METRIC[metric].say(totalOf(metric, own)).split(' ')
        const usual = usualOf(metric, own, others)
        const change = usual === null ? null : changeOf(usual.own, usual.others)
        return (
          <div key={metric}>
            <dt>{METRIC[metric].name}</dt>
            <dd>
              <strong>{metric === 'sats' ? `${number} ${unit.join(' ')}` : number}</strong>
              {usual && change && (
                <span className="meta change" data-direction={change.direction}>
                  {change.text === 'none before'
                    ? 'others usually bring none'
                    : change.direction === 'same'
                      ? 'as is usual'
                      : `${change.text} ${change.text.endsWith('much') ? 'as' : 'on'} the usual ${METRIC[metric].say(usual.others)} after ${usual.days === 1 ? 'a day' : `${usual.days} days`}`}
                </span>
              )}
            </dd>
          </div>
        )
      })}
    </dl>
  )
}
