import { routes } from '#api/routes.ts'
import { printNote } from '#scripts/bench/bench-of.ts'
import { ask, askText, type Served } from '#scripts/bench/served.ts'

/** What never ends, what other benches time, what asks others, and what a key may not or there is none of. */
const LEFT_OUT = [
  '/auth/sessions',
  '/months/{id}',
  '/live',
  '/exports/payments.csv',
  '/sources/{name}',
  '/sources/{name}/unread',
]
const MAY = 'from=2026-05-01&to=2026-05-31'
/** Asked with these, beside plainly. */
const QUERIES: Record<string, readonly string[]> = {
  '/boosts': [
    '?show=show-1',
    '?order=largest',
    '?group=episode',
    '?q=file%20systems',
    '?claim=doubtful',
    '?limit=200',
  ],
  '/payments': ['?show=show-1', '?wallet=wallet%201'],
  '/segments/current': ['?show=show-1'],
  '/segments': ['?show=show-1'],
  '/shows/{slug}/streams': ['?group=supporter', '?group=episode'],
  '/shows/{slug}/supporters': ['?order=total', '?order=last', '?q=supporter%2017'],
  '/shows/{slug}/episodes': ['?sums=true'],
  '/shows/{slug}/totals': [`?${MAY}`],
  '/shows/{slug}/totals/supporters': ['?period=2026', '?period=2026-05', '?order=recent'],
  '/shows/{slug}/totals/view': [
    `?${MAY}`,
    `?${MAY}&app=Fountain`,
    `?${MAY}&wallet=wallet%201`,
    '?grain=month',
  ],
  '/shows/{slug}/totals/releases': ['?days=7'],
  '/exports/summary': [`?${MAY}`],
  '/statements': [`?${MAY}`, `?${MAY}&show=show-1`],
  '/statements/statement.md': [`?${MAY}&show=show-1`],
}

/** Every address that can be asked for, by what it is; those that refuse to be asked so are said. */
export async function listAddresses(served: Served): Promise<Map<string, string>> {
  const ids = await findIds(served)
  const paths = routes
    .filter(({ method }) => method === 'get')
    .map(({ path }) => path.replace('/api/v1', ''))
    .filter((path) => !LEFT_OUT.includes(path))
  const addresses = new Map<string, string>()
  for (const path of paths)
    for (const query of ['', ...(QUERIES[path] ?? [])]) addresses.set(path + query, fill(path, ids) + query)
  for (const [what, address] of addresses) {
    const refused = await askText(served, address).then(
      () => null,
      (error: unknown) => String(error),
    )
    if (refused === null) continue
    if (!/required|\b404\b|expected/i.test(refused)) printNote(`left out: ${refused.slice(0, 160)}`)
    addresses.delete(what)
  }
  return addresses
}

type Ids = Record<string, string>

async function findIds(served: Served): Promise<Ids> {
  const first = async (path: string) =>
    (await ask<{ items: { id: string }[] }>(served, path)).items[0]?.id ?? ''
  const segment = await ask<{ id: string }>(served, '/segments/current?show=show-1')
  return {
    boosts: await first('/boosts?show=show-1'),
    payments: await first('/payments?show=show-1'),
    episodes: await first('/shows/show-1/episodes'),
    supporters: await first('/shows/show-1/supporters?order=total'),
    segments: segment.id,
  }
}

/** An id is one of what stands before it. */
function fill(path: string, ids: Ids): string {
  return path
    .replace('{slug}', 'show-1')
    .replace('{part}', 'episode')
    .replace(/([a-z]+)\/\{id\}/, (_, what: string) => `${what}/${ids[what] ?? 'none'}`)
}
