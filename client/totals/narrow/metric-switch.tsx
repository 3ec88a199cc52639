import { METRIC, METRICS, type MetricName } from '#client/totals/metric.ts'
import { t } from '#client/totals/words.ts'

/** What all plots of the page show: one of a row, by click or arrow keys. */
export function MetricSwitch({
  metric,
  has,
  onChoose,
}: {
  metric: MetricName
  /** Which there is anything of. */
  has: (metric: MetricName) => boolean
  onChoose: (metric: MetricName) => void
}) {
  return (
    <fieldset className="switch">
      <legend className="unseen">{t('What the charts show')}</legend>
      {METRICS.filter((name) => name === metric || has(name)).map((name) => (
        <label key={name} className="switch-choice">
          <input
            type="radio"
            name="metric"
            value={name}
            checked={name === metric}
            onChange={() => onChoose(name)}
          />
          <span>{METRIC[name].name}</span>
        </label>
      ))}
    </fieldset>
  )
}
