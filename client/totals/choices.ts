import { isRail } from '#client/format/rail.ts'
import { isMetric, type MetricName } from '#client/totals/metric.ts'

/** What the dashboard is narrowed to, by the names that the API has for them; an hour of the week as `1-23`. */
export type Only = { [Name in (typeof FILTERS)[number]]?: string }

/** What the dashboard shows, as it stands in the address. */
export type TotalsChoices = Only & {
  show?: string
  /** `30d`, `all`, a year or a month (`2026-05`); `days` for those of `from` and `to`. */
  period: string
  from?: string
  to?: string
  metric: MetricName
}

export const FILTERS = ['episode', 'app', 'supporter', 'wallet', 'rail', 'hour'] as const
const DEFAULT = '30d'
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

const isFilter: Record<(typeof FILTERS)[number], (value: string) => boolean> = {
  episode: (value) => ID.test(value),
  app: (value) => value.length <= 500,
  supporter: (value) => ID.test(value),
  wallet: (value) => value !== '' && value.length <= 200,
  rail: isRail,
  hour: (value) => /^[1-7]-(1?\d|2[0-3])$/.test(value),
}

/** Reads the choices of an address; what makes no sense there is left out. */
export function readChoices(search: URLSearchParams): TotalsChoices {
  const show = search.get('show')
  const period = search.get('period') ?? DEFAULT
  const [from, to, metric] = [search.get('from'), search.get('to'), search.get('metric')]
  const known = /^(all|days|\d{1,4}d|(?!0000)\d{4}(-(0[1-9]|1[0-2]))?)$/.test(period) && period !== '0d'
  const isDays = period === 'days'
  const only: Only = {}
  for (const name of FILTERS) {
    const value = search.get(name)
    if (value !== null && isFilter[name](value)) only[name] = value
  }
  return {
    period: known ? period : DEFAULT,
    metric: isMetric(metric) ? metric : 'sats',
    ...(show && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(show) ? { show } : {}),
    ...(isDays && isDay(from) ? { from } : {}),
    ...(isDays && isDay(to) && (!isDay(from) || from <= to) ? { to } : {}),
    ...only,
  }
}

/** Some of the choices, as they are to be; undefined takes one back. */
export type ChoiceChange = { [Name in keyof TotalsChoices]?: TotalsChoices[Name] | undefined }

/** The choices as an address has them: only those that differ from what is shown anyway. */
export function writeChoices(
  choices: ChoiceChange & Pick<TotalsChoices, 'period' | 'metric'>,
): URLSearchParams {
  const { show, period, from, to, metric } = choices
  const search = new URLSearchParams()
  if (show) search.set('show', show)
  if (period !== DEFAULT) search.set('period', period)
  if (period === 'days' && from) search.set('from', from)
  if (period === 'days' && to) search.set('to', to)
  if (metric !== 'sats') search.set('metric', metric)
  for (const name of FILTERS) {
    const value = choices[name]
    if (value !== undefined) search.set(name, value)
  }
  return search
}

/** What the choices are narrowed to. */
export function onlyOf(choices: TotalsChoices): Only {
  const only: Only = {}
  for (const name of FILTERS) {
    const value = choices[name]
    if (value !== undefined) only[name] = value
  }
  return only
}

/** Whether nothing narrows the choices. */
export function isWhole(choices: TotalsChoices): boolean {
  return Object.keys(onlyOf(choices)).length === 0
}

/** The choices without what they are narrowed to. */
export const EVERYTHING: { [Name in (typeof FILTERS)[number]]: undefined } = {
  episode: undefined,
  app: undefined,
  supporter: undefined,
  wallet: undefined,
  rail: undefined,
  hour: undefined,
}

function isDay(value: string | null): value is string {
  return value !== null && /^(?!0000)\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value))
}
