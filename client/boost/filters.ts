import type { BoostListQuery } from '#api/contract/boost.ts'

export const ACTIONS = ['boost', 'auto'] as const
export const CLAIMS = ['confirmed', 'doubtful', 'unknown', 'unproven'] as const
export const STATUSES = [
  'unread',
  'read',
  'unanswered',
  'hidden',
  'doubtful',
  'possible_double',
  'dismissed',
] as const

/** What narrows the list, as it stands in the address; days are the reader's own. */
export type BoostFilters = {
  order: BoostListQuery['order']
  q?: string
  show?: string
  episode?: string
  supporter?: string
  app?: string
  wallet?: string
  action?: (typeof ACTIONS)[number]
  status?: (typeof STATUSES)[number]
  claim?: (typeof CLAIMS)[number]
  min_sats?: string
  since?: string
  until?: string
}
export type FilterName = Exclude<keyof BoostFilters, 'order'>

const READERS: Record<FilterName, (value: string) => boolean> = {
  q: (value) => value.trim() !== '',
  show: (value) => /^[a-z0-9]+(-[a-z0-9]+)*$/.test(value),
  episode: isId,
  supporter: (value) => value === 'anonymous' || isId(value),
  app: (value) => value.trim() !== '',
  wallet: (value) => value.trim() !== '',
  action: (value) => ACTIONS.some((action) => action === value),
  status: (value) => STATUSES.some((status) => status === value),
  claim: (value) => CLAIMS.some((claim) => claim === value),
  min_sats: (value) => /^\d{1,13}$/.test(value),
  since: isDay,
  until: isDay,
}
const NAMES: FilterName[] = [
  'q',
  'show',
  'episode',
  'supporter',
  'app',
  'wallet',
  'action',
  'status',
  'claim',
  'min_sats',
  'since',
  'until',
]

/** Reads the filters of an address; what makes no sense there is left out. */
export function readFilters(search: URLSearchParams): BoostFilters {
  const given = NAMES.flatMap((name) => {
    const value = search.get(name)
    return value !== null && READERS[name](value) ? [[name, value] as const] : []
  })
  return { order: search.get('order') === 'largest' ? 'largest' : 'newest', ...Object.fromEntries(given) }
}

/** The filters as an address has them: only those that are set. */
export function writeFilters(filters: BoostFilters): URLSearchParams {
  const search = new URLSearchParams()
  for (const name of NAMES) {
    const value = filters[name]
    if (value) search.set(name, value)
  }
  if (filters.order === 'largest') search.set('order', 'largest')
  return search
}

/** The filters as the API takes them: days become instants, the last one whole. */
export function asQuery({ since, until, ...rest }: BoostFilters) {
  return {
    ...rest,
    ...(since ? { since: startOfDay(since, 0) } : {}),
    ...(until ? { until: startOfDay(until, 1) } : {}),
  }
}

/** Whether anything narrows the list; the order does not. */
export function isNarrowed(filters: BoostFilters): boolean {
  return NAMES.some((name) => filters[name] !== undefined)
}

function startOfDay(day: string, later: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  return new Date(year, month - 1, date + later).toISOString()
}

function isDay(value: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value))
}

function isId(value: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value)
}
