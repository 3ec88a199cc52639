import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { recordReports } from '#api/intake/record-reports.ts'
import type { Entry } from '#api/intake/report.ts'
import { emptyIntake, hashOf, makeEntry } from '#tests/helper/make-entry.ts'
import { RUNS, withinTime } from '#tests/helper/runs.ts'
import { snapshotIntake } from '#tests/helper/snapshot-intake.ts'
import { createTestDatabase, type TestDatabase } from '#tests/helper/test-db.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

const BEGIN = Date.UTC(2026, 4, 14, 18)

/** One press of the button: what the listener's app writes. */
const press = fc.record({
  at_s: fc.integer({ min: 0, max: 60 }).map((half) => half * 30),
  action: fc.constantFrom('boost', 'boost', 'auto', 'stream', undefined),
  app: fc.constantFrom('Fountain', 'Castamatic'),
  sender: fc.constantFrom('@Alice', 'bob', undefined),
  message: fc.constantFrom('Great show, thank you all', 'Hello', undefined),
  claimed: fc.constantFrom(1_000_000, 5_000_000),
  episode: fc.constantFrom('One', 'Two', undefined),
  id: fc.constantFrom('none', 'boost_uuid', 'uuid of each', 'uuid of all', 'empty'),
  /** What parts to Lightning addresses share, where there are any. */
  group: fc.constantFrom('group', 'group', 'none'),
  /** Whether the sender's id goes to Lightning addresses only, or nowhere. */
  known: fc.boolean(),
  /** The same once more: the listener pressed twice. */
  again_after_s: fc.constantFrom(null, null, 30, 240),
  /** Which wallets get a part, how many seconds later, and how its report is spoilt. */
  splits: fc.array(
    fc.record({
      wallet: fc.constantFrom('host', 'guest', 'editor'),
      after_s: fc.integer({ min: 0, max: 20 }).map((half) => half * 30),
      msat: fc.constantFrom(400_250, 330_999, 21_000),
      cut: fc.boolean(),
      named: fc.constantFrom('Host', 'Guest', undefined),
      toAddress: fc.boolean(),
    }),
    { minLength: 1, maxLength: 3 },
  ),
})

/** Who reports a payment beside its node, and what goes wrong. */
const telling = fc.record({
  node: fc.boolean(),
  nodeHasMetadata: fc.boolean(),
  api: fc.boolean(),
  apiHasMetadata: fc.boolean(),
  helipad: fc.boolean(),
  helipadHasColumnsOnly: fc.boolean(),
  fee: fc.constantFrom(0, 5),
  again: fc.boolean(),
  conflict: fc.constantFrom('none', 'none', 'none', 'amount', 'time', 'hash'),
  refund: fc.constantFrom('none', 'none', 'none', 'part', 'all'),
})

type Press = typeof press extends fc.Arbitrary<infer T> ? T : never
type Telling = typeof telling extends fc.Arbitrary<infer T> ? T : never

function metadataOf(press: Press, split: Press['splits'][number], number: number, leg: number) {
  const common = {
    action: press.action,
    app_name: press.app,
    sender_name: press.sender,
    message: press.message,
    value_msat_total: press.claimed,
  }
  // On both rails one id is the press's; an own one is of each payment.
  const [own, shared] = [`payment-${number}-${leg}`, `press-${number}`]
  if (split.toAddress)
    return {
      ...common,
      feed_title: 'Any Show',
      item_title: press.episode,
      recipient_name: split.named,
      ...(press.known ? { sender_id: 'known' } : {}),
      ...(press.group === 'group' ? { group: shared, id: own } : {}),
    }
  return {
    ...common,
    podcast: 'Any Show',
    feedID: 42,
    episode: press.episode,
    // Only with a shared id do parts with cut messages meet.
    message: split.cut && press.id === 'boost_uuid' ? press.message?.slice(0, 5) : press.message,
    name: split.named,
    ...(press.id === 'boost_uuid' ? { boost_uuid: shared } : {}),
    ...(press.id === 'uuid of each' ? { uuid: own } : {}),
    ...(press.id === 'uuid of all' ? { uuid: shared } : {}),
    ...(press.id === 'empty' ? { boost_uuid: 'undefined', uuid: '00000000-0000' } : {}),
  }
}

/** All reports of one payment, by all who saw it. */
function reportsOf(press: Press, number: number, leg: number, tell: Telling): Entry[] {
  const split = press.splits[leg]
  if (!split) return []
  const id = number * 10 + leg
  const at = BEGIN + (press.at_s + split.after_s) * 1000
  const boostagram = metadataOf(press, split, number, leg)
  const base = {
    wallet: split.wallet,
    settled_at: new Date(at).toISOString(),
    amount_msat: split.msat,
    ...(split.toAddress ? { rail: 'lnaddress' } : {}),
  }
  const node = {
    ...base,
    source: `${split.wallet} node`,
    exactness: 4 as const,
    id: `${id}`,
    payment_hash: hashOf(id + 1),
  }
  const entries = [
    ...(tell.node || (!tell.api && !tell.helipad)
      ? [makeEntry({ ...node, boostagram: tell.nodeHasMetadata ? boostagram : null })]
      : []),
    ...(tell.api
      ? [
          makeEntry({
            ...base,
            source: `${split.wallet} api`,
            id: node.payment_hash,
            payment_hash: node.payment_hash,
            fee_msat: tell.fee,
            memo: 'from the API',
            boostagram: tell.apiHasMetadata ? boostagram : null,
          }),
        ]
      : []),
    ...(tell.helipad
      ? [
          makeEntry({
            ...base,
            source: `${split.wallet} helipad`,
            exactness: 1,
            id: `${id}`,
            amount_msat: Math.floor(split.msat / 1000) * 1000,
            boostagram: tell.helipadHasColumnsOnly
              ? { ...boostagram, feedID: undefined, name: undefined }
              : boostagram,
          }),
        ]
      : []),
  ]
  const [first] = entries
  if (tell.again && first) entries.push(first)
  if (tell.node && tell.conflict === 'amount')
    entries.push(makeEntry({ ...node, amount_msat: split.msat + 7_000, boostagram }))
  // Where another source told the hash, one cannot tell which of the two times it meant; nor which of two hashes a
  // source without any.
  if (tell.node && !tell.api && tell.conflict === 'time')
    entries.push(makeEntry({ ...node, settled_at: new Date(at + 7_200_000).toISOString(), boostagram }))
  if (tell.node && !tell.helipad && tell.conflict === 'hash')
    entries.push(makeEntry({ ...node, payment_hash: hashOf(id + 5_000), boostagram }))
  if (tell.node && tell.conflict === 'none' && tell.refund !== 'none')
    entries.push(
      makeEntry({
        ...base,
        source: `${split.wallet} node`,
        exactness: 4,
        id: `back-${id}`,
        refund_of: `${id}`,
        amount_msat: tell.refund === 'all' ? split.msat : 1_000,
        boostagram: null,
      }),
    )
  return entries
}

const story = fc.array(fc.record({ press, tells: fc.array(telling, { minLength: 3, maxLength: 3 }) }), {
  minLength: 1,
  maxLength: 3,
})

function entriesOf(presses: typeof story extends fc.Arbitrary<infer T> ? T : never): Entry[] {
  const all = presses.flatMap(({ press, tells }) => {
    const { again_after_s: after, at_s } = press
    return after === null
      ? [{ press, tells }]
      : [
          { press, tells },
          { press: { ...press, at_s: at_s + after }, tells },
        ]
  })
  return all.flatMap(({ press, tells }, number) =>
    press.splits.flatMap((_, leg) => reportsOf(press, number, leg, tells[leg] as Telling)),
  )
}

/** An order in which reports come: shuffled, cut to batches, over some connections. */
const order = fc.record({
  keys: fc.array(fc.nat({ max: 99 }), { minLength: 20, maxLength: 20 }),
  batch: fc.constantFrom(100, 7, 3, 1),
  connections: fc.constantFrom(1, 3, 6),
})

async function prepare() {
  await emptyIntake(database.db)
  for (const name of ['host', 'guest', 'editor'])
    await database.db.insertInto('wallets').values({ name }).execute()
}

async function post(
  entries: readonly Entry[],
  { keys, batch, connections }: typeof order extends fc.Arbitrary<infer T> ? T : never,
) {
  const shuffled = entries
    .map((entry, index) => ({ entry, key: keys[index % keys.length] ?? 0 }))
    .sort((a, b) => a.key - b.key)
    .map(({ entry }) => entry)
  const batches: Entry[][] = []
  for (let from = 0; from < shuffled.length; from += batch) batches.push(shuffled.slice(from, from + batch))
  const work = async () => {
    for (let next = batches.shift(); next; next = batches.shift()) await recordReports(database.db, next)
  }
  await Promise.all(Array.from({ length: connections }, work))
}

describe('reports of one set of payments', () => {
  it('make the same payments and the same boosts in whichever order they come', async () => {
    await fc.assert(
      fc.asyncProperty(
        story,
        order,
        order,
        withinTime(12_000, async (presses, one, other) => {
          const entries = entriesOf(presses)
          await prepare()
          await recordReports(database.db, entries)
          const expected = await snapshotIntake(database.db)
          for (const way of [one, other]) {
            await prepare()
            await post(entries, way)
            expect(await snapshotIntake(database.db)).toEqual(expected)
          }
          await post(entries, other)
          expect(await snapshotIntake(database.db)).toEqual(expected)
        }),
      ),
      { numRuns: RUNS },
    )
  })
})
