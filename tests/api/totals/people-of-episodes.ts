import { type Kysely, sql } from 'kysely'
import type { DB } from '#db/schema/index.ts'
import type { PlainSums } from './plain-sums.ts'

/** Who gave for an episode. */
type People = {
  supporters: number
  listeners: number
  /** How many first gave for it on a day. */
  first: Record<string, number>
  /** Who gave most: who, msat, boosts. */
  best: [id: string, msat: bigint, boosts: number][]
}

/** By `show episode`: what is kept, of those that are counted. */
export async function storedPeople(db: Kysely<DB>): Promise<Map<string, People>> {
  const rows = await db
    .selectFrom('totals_parts')
    .selectAll()
    .where('part', '=', 'episode')
    .where('supporters', 'is not', null)
    .select(sql<string[]>`first_days::text[]`.as('days'))
    .execute()
  return new Map(
    rows.map((row) => [
      `${row.show_id} ${row.key}`,
      {
        supporters: row.supporters ?? 0,
        listeners: row.listeners ?? 0,
        first: Object.fromEntries(row.days.map((day, n) => [day, row.first_people?.[n] ?? 0])),
        best: (row.best ?? []).map((id, n) => [
          id,
          BigInt(row.best_msat?.[n] ?? 0),
          row.best_boosts?.[n] ?? 0,
        ]),
      },
    ]),
  )
}

/** The same of episodes, from what everybody gave on each day. */
export function plainPeople(days: PlainSums['people'], episodes: Iterable<string>): Map<string, People> {
  return new Map([...episodes].map((episode) => [episode, peopleOf(days, episode)]))
}

function peopleOf(days: PlainSums['people'], name: string): People {
  const givers = new Map<string, { days: string[]; streamed: boolean; msat: bigint; boosts: number }>()
  for (const [key, cell] of days) {
    const [show, supporter = '', day = '', episode] = key.split(' ')
    if (`${show} ${episode}` !== name) continue
    const giver = givers.get(supporter) ?? { days: [], streamed: false, msat: 0n, boosts: 0 }
    givers.set(supporter, giver)
    const of = (column: string) => cell[column] ?? 0n
    const boosts = of('boosts') + of('autos') + of('free') + of('fiat')
    if (boosts + of('streams') + of('minutes') > 0n) giver.days.push(day)
    giver.streamed ||= of('streams') > 0n
    giver.msat += of('boosts_counted_msat') + of('autos_counted_msat') + of('streams_received_msat')
    giver.boosts += Number(boosts)
  }
  const all = [...givers]
  const first: Record<string, number> = {}
  for (const [, giver] of all) {
    const [day] = giver.days.sort()
    if (day !== undefined) first[day] = (first[day] ?? 0) + 1
  }
  const ranked = all.filter(([, { msat }]) => msat > 0n)
  ranked.sort(([a, { msat: x }], [b, { msat: y }]) => (x === y ? (a < b ? -1 : 1) : x > y ? -1 : 1))
  return {
    supporters: all.filter(([, giver]) => giver.days.length > 0).length,
    listeners: all.filter(([, { streamed }]) => streamed).length,
    first,
    best: ranked.slice(0, 25).map(([id, { msat, boosts }]) => [id, msat, boosts]),
  }
}
