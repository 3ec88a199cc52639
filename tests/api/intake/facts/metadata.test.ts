import { describe, expect, it } from 'vitest'
import { base, helipad, node, openIntake } from '#tests/api/intake/facts/open-intake.ts'
import { emptyIntake } from '#tests/helper/make-entry.ts'

const intake = openIntake()
const { record, onlyPayment, onlyBoost } = intake

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
    await intake.db.updateTable('boosts').set({ read_at: new Date() }).execute()
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
    await intake.db
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
      await emptyIntake(intake.db)
      await record(...order)
      expect(await onlyPayment()).toMatchObject({ ours: true, needs_look: 'Its metadata is cut off.' })
      const { metadata } = await intake.db
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
