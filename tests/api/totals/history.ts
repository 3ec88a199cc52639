import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { type Kysely, type QueryId, type RootOperationNode, sql, type Transaction } from 'kysely'
import type { DB } from '#db/schema/index.ts'

export const ZONES = [
  'UTC',
  'America/Havana',
  'Asia/Kolkata',
  'Pacific/Apia',
  'Europe/Berlin',
  'America/Los_Angeles',
]

/** One thing that happens; numbers choose among what there is. */
export type Step =
  | { do: 'pay'; at: number; msat: number; splits: number; kind: number; who: number; late: boolean }
  | { do: 'commit'; pick: number }
  | {
      do: 'refund' | 'set aside' | 'join' | 'split' | 'hide' | 'claim' | 'move' | 'time'
      pick: number
      to: number
    }
  | { do: 'merge people' | 'merge episodes'; pick: number; to: number }
  | { do: 'standing' | 'zone' | 'show status' | 'drop show'; pick: number; to: number }
  | { do: 'job' | 'read' | 'rebuild'; pick: number; batch: number; dies: number }

const pick = fc.nat({ max: 999 })
const of = <Name extends string>(...names: Name[]) => fc.constantFrom(...names)
/** Around the days on which clocks change, the ends of years, and one day after another. */
const at = fc.oneof(
  fc.integer({ min: Date.UTC(2025, 11, 30), max: Date.UTC(2026, 0, 3) }),
  fc.integer({ min: Date.UTC(2025, 10, 1), max: Date.UTC(2025, 10, 4) }),
  fc.integer({ min: Date.UTC(2026, 2, 28), max: Date.UTC(2026, 2, 31) }),
)

export const stepArbitrary: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 10,
    arbitrary: fc.record({
      do: of('pay'),
      at,
      msat: fc.oneof(fc.integer({ min: 1, max: 5_000_000 }), fc.integer({ min: 1, max: 2 ** 45 })),
      splits: fc.integer({ min: 1, max: 3 }),
      kind: pick,
      who: pick,
      late: fc.boolean(),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: of('commit'), pick }) },
  {
    weight: 6,
    arbitrary: fc.record({
      do: of('refund', 'set aside', 'join', 'split', 'hide', 'claim', 'move', 'time'),
      pick,
      to: pick,
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: of('merge people', 'merge episodes'), pick, to: pick }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: of('standing', 'zone', 'show status', 'drop show'), pick, to: pick }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: of('job', 'job', 'read', 'rebuild'),
      pick,
      batch: fc.integer({ min: 1, max: 40 }),
      // A round is of some thirty statements.
      dies: fc.nat({ max: 40 }),
    }),
  },
)

/** Whose database connection dies, or whose work is thrown out, at the nth statement; 0: never. */
export function dying(db: Kysely<DB>, at: number): Kysely<DB> {
  let left = at
  const kill = sql`select pg_terminate_backend(pg_backend_pid())`.compile(db)
  return db.withPlugin({
    transformQuery: ({ node }: { node: RootOperationNode; queryId: QueryId }) => {
      if (--left !== 0) return node
      if (at % 2 === 0) throw new Error('killed')
      return kill.query
    },
    transformResult: async ({ result }) => result,
  })
}

/** Shows, episodes, supporters and wallets for one history. */
export type World = { shows: number[]; episodes: Map<number, string[]>; people: string[]; wallets: number[] }

export async function makeWorld(db: Kysely<DB>): Promise<World> {
  const name = randomUUID()
  const shows = await db
    .insertInto('shows')
    .values(
      [0, 1].map((n) => ({
        slug: `show-${n}-${name}`,
        title: `Show ${n}`,
        status: 'kept' as const,
        time_zone: ZONES[n] ?? 'UTC',
      })),
    )
    .returning('id')
    .execute()
  const episodes = await db
    .insertInto('episodes')
    .values(
      shows.flatMap(({ id }) =>
        [0, 1, 2].map(() => ({ id: randomUUID(), show_id: id, title: 'One', published_at: null })),
      ),
    )
    .returning(['id', 'show_id'])
    .execute()
  const people = await db
    .insertInto('supporters')
    .values([0, 1, 2, 3].map(() => ({ id: randomUUID(), name: 'Somebody', say_as: null, note: null })))
    .returning('id')
    .execute()
  const wallets = await db
    .insertInto('wallets')
    .values([0, 1, 2].map((n) => ({ name: `wallet ${n} ${name}`, show_id: null })))
    .returning('id')
    .execute()
  return {
    shows: shows.map(({ id }) => id),
    episodes: new Map(
      shows.map(({ id }) => [id, episodes.filter((one) => one.show_id === id).map((one) => one.id)]),
    ),
    people: people.map(({ id }) => id),
    wallets: wallets.map(({ id }) => id),
  }
}

/** Takes away what a history made, but for the totals: the job is to see that the shows are gone. */
export async function endWorld(db: Kysely<DB>, { shows, people, wallets }: World): Promise<void> {
  await sql`delete from payments where show_id = any(${shows}::integer[]) and refund_of is not null`.execute(
    db,
  )
  await sql`delete from payments where show_id = any(${shows}::integer[])`.execute(db)
  await sql`delete from boosts where show_id = any(${shows}::integer[])`.execute(db)
  await sql`delete from shows where id = any(${shows}::integer[])`.execute(db)
  await sql`delete from supporters where id = any(${people}::uuid[])`.execute(db)
  await sql`delete from wallets where id = any(${wallets}::integer[])`.execute(db)
}

const choose = <T>(list: readonly T[], n: number): T | undefined => list[n % Math.max(1, list.length)]

/** A boost of some payments, or payments of a stream; sats, fiat or free. */
export async function pay(
  trx: Transaction<DB>,
  world: World,
  step: Extract<Step, { do: 'pay' }>,
): Promise<void> {
  const show = choose(world.shows, step.who)
  if (show === undefined) return
  const exists = await trx.selectFrom('shows').select('id').where('id', '=', show).executeTakeFirst()
  if (!exists) return
  const live = await trx
    .selectFrom('supporters')
    .select('id')
    .where('id', 'in', world.people)
    .forKeyShare()
    .execute()
  const known = await trx
    .selectFrom('episodes')
    .select('id')
    .where('show_id', '=', show)
    .forKeyShare()
    .execute()
  const supporter = step.who % 5 === 0 ? null : (choose(live, step.who)?.id ?? null)
  const episode = step.kind % 7 === 0 ? null : (choose(known, step.kind)?.id ?? null)
  const action = choose(['boost', 'stream', 'auto', 'stream', 'boost'] as const, step.kind) ?? 'boost'
  const money = choose(['sats', 'sats', 'sats', 'fiat', 'free'] as const, step.kind >> 3) ?? 'sats'
  const app = choose(['Fountain', 'Castamatic', null], step.who >> 2) ?? null
  const boost = action === 'stream' ? null : randomUUID()
  const sats = money === 'sats' ? step.msat : null
  const fiat =
    money === 'fiat'
      ? { fiat_amount_minor: step.msat % 10_000, fiat_currency: choose(['USD', 'EUR'], step.kind) ?? 'USD' }
      : null
  if (boost !== null && action !== 'stream')
    await trx
      .insertInto('boosts')
      .values({
        id: boost,
        action,
        show_id: show,
        episode_id: episode,
        supporter_id: supporter,
        sender_name: null,
        app,
        message: null,
        position_s: null,
        claimed_msat: null,
        received_msat: (sats ?? 0) * step.splits,
        counted_msat: (sats ?? 0) * step.splits,
        claim: 'unknown',
        claim_shares: null,
        fiat_amount_minor: fiat ? fiat.fiat_amount_minor * step.splits : null,
        fiat_currency: fiat?.fiat_currency ?? null,
        price_amount_minor: null,
        price_currency: null,
        free: money === 'free',
        payment_count: step.splits,
        sent_at: new Date(step.at),
        link: null,
        playing: null,
        difference: null,
        read_at: null,
        corrected_at: null,
      })
      .execute()
  for (let split = 0; split < step.splits; split++)
    await sql`
      insert into payments (id, wallet_id, exactness, ref, settled_at, amount_msat, fiat_amount_minor, fiat_fee_minor, fiat_currency,
        rail, ours, show_id, episode_id, supporter_id, boost_id, action, app, sender_id, position_s)
      values (${randomUUID()}, ${choose(world.wallets, step.kind + split) ?? 0}, 3, ${randomUUID()},
        ${new Date(step.at + split * 40_000)}, ${sats}, ${fiat?.fiat_amount_minor ?? null}, ${fiat ? 0 : null},
        ${fiat?.fiat_currency ?? null},
        ${money === 'free' ? 'free' : money === 'fiat' ? 'card' : (choose(['keysend', 'bolt11'], step.kind) ?? 'keysend')},
        true, ${show}, ${episode}, ${supporter}, ${boost}, ${action}, ${app}, ${choose(['one', 'two', null], step.who >> 1)},
        ${step.kind % 4 === 0 ? null : (step.kind * 7) % 240})`.execute(trx)
}
