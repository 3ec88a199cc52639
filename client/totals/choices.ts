/** What the dashboard shows, as it stands in the address. */
export type TotalsChoices = {
  show?: string
  /** `all`, a year or a month (`2026-05`); `days` for those of `from` and `to`. */
  period: string
  from?: string
  to?: string
}

/** Reads the choices of an address; what makes no sense there is left out. */
export function readChoices(search: URLSearchParams): TotalsChoices {
  const show = search.get('show')
  const period = search.get('period') ?? 'all'
  const [from, to] = [search.get('from'), search.get('to')]
  const known = /^(all|days|(?!0000)\d{4}(-(0[1-9]|1[0-2]))?)$/.test(period) ? period : 'all'
  return {
    period: known,
    ...(show && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(show) ? { show } : {}),
    ...(known === 'days' && isDay(from) ? { from } : {}),
    ...(known === 'days' && isDay(to) && (!isDay(from) || from <= to) ? { to } : {}),
  }
}

/** The choices as an address has them: only those that differ from what is shown anyway. */
export function writeChoices({ show, period, from, to }: TotalsChoices): URLSearchParams {
  const search = new URLSearchParams()
  if (show) search.set('show', show)
  if (period !== 'all') search.set('period', period)
  if (period === 'days' && from) search.set('from', from)
  if (period === 'days' && to) search.set('to', to)
  return search
}

function isDay(value: string | null): value is string {
  return value !== null && /^(?!0000)\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value))
}
