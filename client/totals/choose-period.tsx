import type { ShowJson } from '#api/contract/show.ts'
import { type ChoiceChange, EVERYTHING, type TotalsChoices } from '#client/totals/choices.ts'
import { formatPeriod, periodOptions, todayIn } from '#client/totals/periods.ts'
import { useTotals } from '#client/totals/use-totals.ts'
import { t } from '#client/totals/words.ts'
import { ShowOptions } from '#client/ui/options.tsx'

/** Which show, and which days of it. */
export function ChoosePeriod({
  show,
  shows,
  choices,
  choose,
}: {
  show: ShowJson
  shows: readonly ShowJson[]
  choices: TotalsChoices
  choose: (change: ChoiceChange) => void
}) {
  const months = useTotals(show.slug, '/months', {})
  const years = [...new Set(months.data?.items.map(({ month }) => month.slice(0, 4)))]
  const options = periodOptions(todayIn(show.time_zone), years)
  const isListed = options.some(({ value }) => value === choices.period)
  return (
    <div className="dashboard-choices">
      {shows.length > 1 && (
        <select
          className="input select"
          aria-label={t('Show')}
          value={show.slug}
          onChange={({ target }) => choose({ ...EVERYTHING, show: target.value })}
        >
          <ShowOptions shows={shows} />
        </select>
      )}
      <select
        className="input select"
        aria-label={t('Period')}
        value={choices.period}
        onChange={({ target }) => choose({ period: target.value })}
      >
        {!isListed && <option value={choices.period}>{formatPeriod(choices.period)}</option>}
        {options.map(({ value, name }) => (
          <option key={value} value={value}>
            {name}
          </option>
        ))}
      </select>
      {choices.period === 'days' &&
        (['from', 'to'] as const).map((end) => (
          <label key={end} className="dashboard-day">
            {end === 'from' ? t('From') : t('to')}{' '}
            <input
              className="input"
              type="date"
              value={choices[end] ?? ''}
              min={end === 'to' ? choices.from : undefined}
              max={end === 'from' ? choices.to : undefined}
              onChange={({ target }) => choose({ [end]: target.value || undefined })}
            />
          </label>
        ))}
    </div>
  )
}
