import { describe, expect, it } from 'vitest'
import { recordReports } from '#api/intake/record-reports.ts'
import { patchPayment } from '#api/review/patch-payment.ts'
import { base, helipad, node, openIntake } from '#tests/api/intake/facts/open-intake.ts'
import { type EntryInput, hashOf, makeEntry } from '#tests/helper/make-entry.ts'

const intake = openIntake()
const { record, payments, onlyPayment, onlyBoost } = intake
const statuses = (outcomes: { status: string }[]) => outcomes.map(({ status }) => status)

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
    const sightings = await intake.db.selectFrom('sightings').selectAll().orderBy('id').execute()
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
    const alias = await intake.db.selectFrom('payment_aliases').selectAll().executeTakeFirst()
    expect(alias).toEqual({ id: byId?.payment_id, payment_id: byHash?.payment_id })
  })

  it('keeps what a host did to either, when they turn out to be one', async () => {
    const [byId] = await record(
      { ...helipad, boostagram: null, memo: 'Plain' },
      { ...base, source: 'api', id: 'other', boostagram: null },
    )
    await intake.db
      .insertInto('shows')
      .values({ slug: 'harbour-lights', title: 'Harbour Lights', status: 'kept' })
      .execute()
    await patchPayment(intake.db, byId?.payment_id ?? '', { show: 'harbour-lights', message: 'By hand' })
    const [joined] = await record({ ...node, boostagram: null })
    expect(await onlyPayment()).toMatchObject({
      message: 'By hand',
      action: 'boost',
      ours: true,
      set_aside: false,
    })
    expect(await onlyBoost()).toMatchObject({
      id: joined?.boost_id,
      message: 'By hand',
      received_msat: 21_500,
    })

    await patchPayment(intake.db, joined?.payment_id ?? '', { set_aside: true })
    await record({ ...node, boostagram: { message: 'By the app' } })
    expect(await onlyPayment()).toMatchObject({ message: 'By hand', set_aside: true })
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
      intake.db,
      [node, helipad, node].map((input) => makeEntry(input)),
    )
    expect(outcomes.map(({ status }) => status)).toEqual(['recorded', 'duplicate', 'duplicate'])
    await onlyPayment()
  })
})
