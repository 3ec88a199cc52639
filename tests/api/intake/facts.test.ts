import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Outcome } from '#api/intake/origin.ts'
import { recordReports } from '#api/intake/record-reports.ts'
import { type EntryInput, emptyIntake, hashOf, makeEntry } from '#tests/helper/make-entry.ts'
import { createTestDatabase, type TestDatabase } from '#tests/helper/test-db.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())
beforeEach(() => emptyIntake(database.db))

type Recorded = Extract<Outcome, { payment_id: string }>

/** Records each report in a transaction of its own. */
async function record(...inputs: EntryInput[]): Promise<Recorded[]> {
  const outcomes: Recorded[] = []
  for (const input of inputs) {
    const [outcome] = await recordReports(database.db, [makeEntry(input)])
    if (!outcome || outcome.status === 'rejected') throw new Error(outcome?.error)
    outcomes.push(outcome)
  }
  return outcomes
}
const statuses = (outcomes: Recorded[]) => outcomes.map(({ status }) => status)
const payments = () =>
  database.db.selectFrom('payments').selectAll().orderBy('settled_at').orderBy('ref').execute()
const boosts = () =>
  database.db.selectFrom('boosts').selectAll().where('payment_count', '>', 0).orderBy('sent_at').execute()
const onlyPayment = async () => {
  const all = await payments()
  expect(all).toHaveLength(1)
  return all[0] as (typeof all)[number]
}
const onlyBoost = async () => {
  const all = await boosts()
  expect(all).toHaveLength(1)
  return all[0] as (typeof all)[number]
}
const showIdOf = async (slug: string) =>
  (await database.db.selectFrom('shows').select('id').where('slug', '=', slug).executeTakeFirstOrThrow()).id

/** The same payment as its node, its API and Helipad tell it. */
const base = {
  source: 'node',
  id: '7',
  wallet: 'w',
  payment_hash: hashOf(7),
  amount_msat: 21_500,
  boostagram: { message: 'Told by all' } as object | null,
}
const node: EntryInput = { ...base, exactness: 4 }
const helipad: EntryInput = {
  ...base,
  source: 'helipad',
  payment_hash: undefined,
  amount_msat: 21_000,
  exactness: 1,
}

describe('a payment has one identity', () => {
  it.each([
    ['node first', [node, helipad], ['recorded', 'duplicate']],
    ['Helipad first', [helipad, node], ['recorded', 'updated']],
  ])('whoever reports it: %s', async (_, reports, expected) => {
    const boostagram = { message: 'Hi' }
    expect(statuses(await record(...reports.map((report) => ({ ...report, boostagram }))))).toEqual(expected)
    expect(await onlyPayment()).toMatchObject({ amount_msat: 21_500, exactness: 4 })
    expect((await onlyPayment()).payment_hash?.toString('hex')).toBe(hashOf(7))
    expect(await onlyBoost()).toMatchObject({ received_msat: 21_500, payment_count: 1 })
    const sightings = await database.db.selectFrom('sightings').selectAll().orderBy('id').execute()
    expect(sightings).toHaveLength(2)
    expect(sightings[1]?.correction).toMatch(/21500 msat/)
  })

  it('keeps what the most exact one said, though less exact ones come in between', async () => {
    await record(
      { ...helipad, amount_msat: 21_000 },
      { ...node, amount_msat: 21_000 },
      { ...base, source: 'file', exactness: 2, amount_msat: 21_900 },
    )
    expect((await onlyPayment()).amount_msat).toBe(21_000)
  })

  it('adds what the first lacked, and says so', async () => {
    const [, second, third] = await record(
      { ...node, boostagram: null },
      { ...node, fee_msat: 3, memo: 'm' },
      { ...node, fee_msat: 3, memo: 'm' },
    )
    expect([second?.status, third?.status]).toEqual(['updated', 'duplicate'])
    expect(await onlyPayment()).toMatchObject({ fee_msat: 3, memo: 'm', action: 'boost', rail: 'keysend' })
  })

  it('counts once what was known by its hash here and by its id there, when a report has both', async () => {
    const [byId, byHash] = await record(
      { ...helipad, boostagram: { message: 'From Helipad' } },
      { ...base, source: 'api', id: 'other', boostagram: null },
      { ...node, boostagram: null },
    )
    expect(await onlyPayment()).toMatchObject({ message: 'From Helipad', amount_msat: 21_500 })
    expect(await onlyBoost()).toMatchObject({ id: byId?.boost_id, received_msat: 21_500 })
    const alias = await database.db.selectFrom('payment_aliases').selectAll().executeTakeFirst()
    expect(alias).toEqual({ id: byId?.payment_id, payment_id: byHash?.payment_id })
  })

  it('counts once what two wallets see, and still finds it by its id in either', async () => {
    await record({ ...base, source: 'lnbits', wallet: 'lnbits', id: 'x' }, node, helipad)
    expect(await onlyPayment()).toMatchObject({ amount_msat: 21_500 })
  })

  it('tells AMP sets apart, and takes a report without the set for the one it can be', async () => {
    const [one, two] = [hashOf(1), hashOf(2)]
    const set = (id: string, set_id: string | undefined, amount_msat: number): EntryInput => ({
      ...node,
      id,
      set_id,
      amount_msat,
    })
    await record(set('7:1', one, 21_500), set('7:2', two, 50_000), {
      ...set('h', undefined, 50_000),
      source: 'api',
    })
    expect((await payments()).map((payment) => payment.needs_look)).toEqual([null, null])
  })

  it.each([
    ['another amount', { amount_msat: 30_000 }],
    ['another hash', { payment_hash: hashOf(8) }],
    ['another time', { settled_at: '2026-05-14T19:00:00Z' }],
  ])('records a known id with %s as a conflict, both to be looked at', async (_, other) => {
    expect(statuses(await record(node, { ...node, ...other }, { ...node, ...other }, node))).toEqual([
      'recorded',
      'conflict',
      'duplicate',
      'duplicate',
    ])
    const both = await payments()
    expect(both).toHaveLength(2)
    for (const { needs_look } of both) expect(needs_look).toMatch(/disagree/)
  })

  it('repeats within one batch as well', async () => {
    const outcomes = await recordReports(
      database.db,
      [node, helipad, node].map((input) => makeEntry(input)),
    )
    expect(outcomes.map(({ status }) => status)).toEqual(['recorded', 'duplicate', 'duplicate'])
    await onlyPayment()
  })
})

describe('not every receipt is the show’s', () => {
  const plain: EntryInput = { boostagram: null, memo: 'Rebalance', amount_msat: 5_000_000 }
  it('in a shared wallet, only what has metadata or a rule claims', async () => {
    await record(plain)
    expect(await onlyPayment()).toMatchObject({ ours: false, needs_look: null, boost_id: null })
  })

  it('in an all-the-show’s wallet, everything, to be attached by hand', async () => {
    await database.db.insertInto('wallets').values({ name: 'node', whose: 'show' }).execute()
    await record(plain)
    expect(await onlyPayment()).toMatchObject({ ours: true, needs_look: 'It came without metadata.' })
  })

  it('sets aside by a rule, also when its memo comes later', async () => {
    await database.db
      .insertInto('rules')
      .values({ id: crypto.randomUUID(), effect: 'set_aside', memo_contains: 'rebal' })
      .execute()
    const [first] = await record(node, { ...node, memo: 'REBALANCE 1' })
    expect(first?.boost_id).not.toBeNull()
    expect(await onlyPayment()).toMatchObject({ set_aside: true })
    expect(await boosts()).toEqual([])
  })
})

describe('a boost is not a payment', () => {
  const split = (wallet: string, over: EntryInput = {}): EntryInput => ({
    source: wallet,
    ...over,
    boostagram: { message: 'Same', value_msat_total: 3_000_000, ...(over.boostagram as object) },
  })

  it('sums the splits of one press, also over a time that a more exact report corrects', async () => {
    const late = { settled_at: '2026-05-14T18:20:00Z' }
    await record(split('host', { id: '1', ...late, exactness: 1 }), split('guest'))
    expect(await boosts()).toHaveLength(2)
    const [moved] = await record({ ...split('host', { id: 'a', payment_hash: hashOf(1) }) })
    expect(moved?.boost_id).not.toBeNull()
    expect((await boosts()).map(({ payment_count }) => payment_count).sort()).toEqual([1, 2])
  })

  it('sums all of a boost that a host joined from unlike ones, when a late split comes', async () => {
    const [one, other] = await record(split('host'), split('host', { boostagram: { message: 'Unlike' } }))
    await sql`update payments set pinned = true, boost_id = ${one?.boost_id}`.execute(database.db)
    await sql`delete from boosts where id = ${other?.boost_id}`.execute(database.db)
    await record(split('guest'))
    expect(await onlyBoost()).toMatchObject({ payment_count: 3, received_msat: 3_000_000 })
  })

  it('keeps the older id where two become one, and the other as an alias', async () => {
    const at = (minute: number) => ({ settled_at: `2026-05-14T18:${minute}:00Z` })
    const shared = { uuid: 'of-each' }
    const [first, second] = await record(
      split('host', { ...at(10), boostagram: { uuid: 'a' } }),
      split('guest', { ...at(31), boostagram: { uuid: 'b' } }),
    )
    expect(first?.boost_id).not.toBe(second?.boost_id)
    await record(
      split('host', { id: 'x', ...at(40), boostagram: shared }),
      split('guest', { ...at(45), id: 'x', boostagram: shared }),
    )
    const all = await boosts()
    expect(all.map(({ id }) => id)).toEqual(expect.arrayContaining([first?.boost_id, second?.boost_id]))
  })

  it('takes a stream for a payment, grouped by a shared id only', async () => {
    await record(split('host', { boostagram: { action: 'streaming', boost_uuid: 'b' } }))
    expect(await onlyPayment()).toMatchObject({ action: 'stream', boost_id: null, content_key: null })
    expect((await onlyPayment()).shared_key).not.toBeNull()
    expect(await boosts()).toEqual([])
  })

  it.each([
    ['a message', 1_000, 'Hello', 'boost'],
    ['the second mark', 2_000_000, undefined, 'boost'],
    ['less, and no message', 1_999_999, undefined, 'stream'],
  ])('with no action given, decides by %s', async (_, amount_msat, message, action) => {
    await record({ amount_msat, boostagram: { action: undefined, message } })
    expect(await onlyPayment()).toMatchObject({ action })
  })

  it('drops a boost that late metadata calls a stream', async () => {
    await record({ ...node, boostagram: null })
    const show = await database.db
      .insertInto('shows')
      .values({ slug: 's', title: 'S' })
      .returning('id')
      .executeTakeFirstOrThrow()
    await database.db.updateTable('wallets').set({ whose: 'show', show_id: show.id }).execute()
    const [plain] = await record({
      ...node,
      id: '9',
      payment_hash: hashOf(9),
      amount_msat: 9_000_000,
      boostagram: null,
    })
    expect(plain?.boost_id).not.toBeNull()
    const [late] = await record({
      ...node,
      id: '9',
      payment_hash: hashOf(9),
      amount_msat: 9_000_000,
      boostagram: { action: 'stream' },
    })
    expect(late).toMatchObject({ status: 'updated', boost_id: null })
    expect(await boosts()).toEqual([])
  })
})

describe('late metadata', () => {
  it('changes a boost until it was read on air, and only fills blanks afterwards', async () => {
    const [first] = await record({
      ...helipad,
      boostagram: { message: 'Cut', value_msat_total: 25_000, ts: undefined },
    })
    await record({
      ...base,
      source: 'api',
      exactness: 2,
      boostagram: { message: 'Whole', value_msat_total: 25_000 },
    })
    expect((await onlyBoost()).message).toBe('Whole')
    await database.db.updateTable('boosts').set({ read_at: new Date() }).execute()
    await record({ ...node, boostagram: { message: 'Other', value_msat_total: 9_000_000, ts: 33 } })
    const boost = await onlyBoost()
    expect(boost).toMatchObject({
      id: first?.boost_id,
      message: 'Whole',
      claimed_msat: 25_000,
      position_s: 33,
      claim: 'unknown',
    })
    expect(boost.difference).toMatch(/another message \(Other\)/)
  })

  it('leaves alone what a host corrected in a payment', async () => {
    await record({ ...node, boostagram: null })
    await database.db
      .updateTable('payments')
      .set({ corrected_at: new Date(), message: 'By hand', ours: true })
      .execute()
    await record({ ...node, boostagram: { message: 'By the app', ts: 5 } })
    expect(await onlyPayment()).toMatchObject({ message: 'By hand', position_s: 5 })
  })
})

describe('what cannot be read or came without', () => {
  it('is kept with its bytes, the reason, and a place under needs a look, also where it comes second', async () => {
    const tlv = Buffer.from('{"podcast": "cut off').toString('hex')
    for (const order of [
      [
        { ...node, boostagram: null },
        { ...node, boostagram: null, tlv },
      ],
      [{ ...node, boostagram: null, tlv }],
    ]) {
      await emptyIntake(database.db)
      await record(...order)
      expect(await onlyPayment()).toMatchObject({ ours: true, needs_look: 'Its metadata is cut off.' })
      const { metadata } = await database.db
        .selectFrom('sightings')
        .select('metadata')
        .executeTakeFirstOrThrow()
      expect(metadata?.toString('hex')).toBe(tlv)
    }
  })

  it('waits for its metadata where the memo says where that is', async () => {
    const memo = 'rss::payment::boost https://meta.example/1 Hello there'
    await record({ ...node, boostagram: null, memo })
    expect(await onlyPayment()).toMatchObject({
      ours: true,
      message: 'Hello there',
      metadata_url: 'https://meta.example/1',
    })
    expect((await onlyPayment()).needs_look).toMatch(/still to come/)
    await record({ ...node, memo, boostagram: { message: 'Hello there, all of you' } })
    expect(await onlyPayment()).toMatchObject({
      needs_look: null,
      message: 'Hello there, all of you',
      action: 'boost',
    })
  })

  it('keeps a message of more than 10,000 characters whole, under needs a look', async () => {
    const message = '🚀'.repeat(6_000)
    await record({ boostagram: { message } })
    expect((await onlyPayment()).message).toBe(message)
    expect((await onlyPayment()).needs_look).toMatch(/longer than 10,000/)
  })

  it('warns of a claim that cannot be true', async () => {
    await record({ boostagram: { value_msat_total: -5 } })
    expect(await onlyPayment()).toMatchObject({ claimed_msat: null })
    expect((await onlyPayment()).needs_look).toMatch(/claimed amount -5/)
  })
})

describe('claims', () => {
  const claim = async (
    claimed: number,
    received: number,
    shares: Record<string, number>,
    over: EntryInput = {},
  ) => {
    await record({ source: 'host', amount_msat: 1_000, boostagram: { message: 'first' } })
    const show_id = await showIdOf('linux-unplugged')
    for (const [name, share] of Object.entries(shares)) {
      await database.db
        .insertInto('wallets')
        .values({ name })
        .onConflict((on) => on.doNothing())
        .execute()
      const { id } = await database.db
        .selectFrom('wallets')
        .select('id')
        .where('name', '=', name)
        .executeTakeFirstOrThrow()
      await database.db
        .insertInto('shares')
        .values({ show_id, wallet_id: id, share: String(share), origin: 'host' })
        .execute()
    }
    const [outcome] = await record({
      source: 'host',
      amount_msat: received,
      ...over,
      boostagram: { value_msat_total: claimed, ...(over.boostagram as object) },
    })
    return await database.db
      .selectFrom('boosts')
      .selectAll()
      .where('id', '=', outcome?.boost_id ?? '')
      .executeTakeFirstOrThrow()
  }

  it.each([
    ['four fifths of its share arrived', 1_000_000, 400_000, { host: 0.5 }, 'confirmed', 1_000_000],
    ['a little less did', 1_000_000, 399_999, { host: 0.5 }, 'doubtful', 399_999],
    [
      'a third of our share was paid',
      900_000,
      300_000,
      { host: 0.33333333, guest: 0.33333333, crew: 0.33333334 },
      'confirmed',
      900_000,
    ],
    ['less than a third was', 1_000_000, 200_000, { host: 0.2, guest: 0.8 }, 'doubtful', 200_000],
    ['no share is known', 1_000_000, 500_000, {}, 'unknown', 500_000],
    ['no share is known and it is a hundredfold', 50_000_000, 500_000, {}, 'doubtful', 500_000],
    ['more arrived than was claimed', 1_000, 500_000, { host: 0.5 }, 'confirmed', 500_000],
  ])('are judged: %s', async (_, claimed, received, shares, verdict, counted) => {
    const boost = await claim(claimed, received, shares as Record<string, number>)
    expect(boost).toMatchObject({ claim: verdict, counted_msat: counted, received_msat: received })
  })

  it('during another’s music are unknown', async () => {
    expect(
      await claim(1_000_000, 400_000, { host: 0.5 }, { boostagram: { remote_feed_guid: 'g' } }),
    ).toMatchObject({ claim: 'unknown' })
  })

  it('are not reopened by later shares', async () => {
    const boost = await claim(1_000_000, 400_000, { host: 0.5 })
    await database.db.updateTable('shares').set({ share: '0.9' }).execute()
    await record({
      source: 'guest',
      settled_at: boost.sent_at.toISOString(),
      boostagram: { message: boost.message, value_msat_total: 1_000_000 },
    })
    expect((await boosts()).find(({ id }) => id === boost.id)).toMatchObject({
      payment_count: 2,
      claim: 'confirmed',
    })
  })
})

describe('money', () => {
  it('that came as fiat, free, or was priced, is kept beside sats', async () => {
    await record(
      { id: 'card', amount_msat: undefined, fiat: { amount_minor: 500, fee_minor: 45, currency: 'USD' } },
      { id: 'free', amount_msat: undefined, rail: 'free' },
      { id: 'priced', price: { amount_minor: 500, currency: 'USD' } },
    )
    expect(await payments()).toMatchObject([
      { ref: 'card', amount_msat: null, fiat_amount_minor: 500, fiat_fee_minor: 45, rail: 'card' },
      { ref: 'free', amount_msat: null, fiat_amount_minor: null },
      { ref: 'priced', amount_msat: 1_000_000, price_amount_minor: 500 },
    ])
    expect((await boosts()).map(({ free }) => free).sort()).toEqual([false, false, true])
  })

  it.each(['after', 'before'])('that is paid back %s its payment is taken off the boost', async (order) => {
    const refund = { id: 'back', refund_of: '1', amount_msat: 400_000, boostagram: null }
    const paid = { id: '1', amount_msat: 1_000_000 }
    await record(...(order === 'after' ? [paid, refund] : [refund, paid]))
    expect(await onlyBoost()).toMatchObject({
      received_msat: 600_000,
      counted_msat: 600_000,
      payment_count: 1,
    })
    const [back] = (await payments()).filter(({ ref }) => ref === 'back')
    const [one] = (await payments()).filter(({ ref }) => ref === '1')
    expect(back).toMatchObject({
      amount_msat: -400_000,
      refund_of: one?.id,
      boost_id: one?.boost_id,
      show_id: one?.show_id,
      needs_look: null,
    })
  })
})
