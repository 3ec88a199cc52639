import { describe, expect, it } from 'vitest'
import { refreshPayments } from '#api/intake/refresh-payments.ts'
import { patchPayment } from '#api/review/patch-payment.ts'
import { unpack } from '#db/packed/pack.ts'
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
      expect(metadata && unpack(metadata).toString('hex')).toBe(tlv)
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

describe('the action that a memo names', () => {
  const streamed = {
    boostagram: null,
    rail: 'lnaddress',
    memo: 'rss::payment::stream https://truefans.example/s/1 Harbour Lights stream from Ep 150',
    amount_msat: 5_000_000,
  }
  it('holds once the wallet becomes the show’s, and wherever a host attaches it', async () => {
    await record({ ...streamed, id: '1' }, { ...streamed, id: '2' })
    for (const payment of await intake.payments())
      expect(payment).toMatchObject({ action: 'stream', given_action: 'stream', show_id: null, ours: true })
    const { id: show_id } = await intake.db
      .insertInto('shows')
      .values({ slug: 'harbour-lights', title: 'Harbour Lights', status: 'kept' })
      .returning('id')
      .executeTakeFirstOrThrow()
    const [first, second] = await intake.payments()
    await patchPayment(intake.db, first?.id ?? '', { show: 'harbour-lights' })
    await intake.db.updateTable('wallets').set({ whose: 'show', show_id }).execute()
    await intake.db.transaction().execute((trx) => refreshPayments(trx, [second?.id ?? '']))
    for (const payment of await intake.payments())
      expect(payment).toMatchObject({ action: 'stream', show_id, boost_id: null })
    expect(await intake.boosts()).toEqual([])
  })

  it('gives way to a host who says otherwise', async () => {
    await record(streamed, { ...node, id: 'any', payment_hash: undefined })
    const [payment] = (await intake.payments()).filter(({ memo }) => memo !== null)
    await patchPayment(intake.db, payment?.id ?? '', { show: 'linux-unplugged', action: 'boost' })
    expect((await intake.payments()).find(({ memo }) => memo !== null)).toMatchObject({
      action: 'boost',
      given_action: 'boost',
    })
  })
})

describe('what came without metadata to the show’s own wallet', () => {
  const plain = { boostagram: null, amount_msat: 50_000 }
  const into = async (input: object) => {
    const { id: show_id } = await intake.db
      .insertInto('shows')
      .values({ slug: 'harbour-lights', title: 'Harbour Lights', status: 'kept' })
      .returning('id')
      .executeTakeFirstOrThrow()
    await intake.db.insertInto('wallets').values({ name: 'node', whose: 'show', show_id }).execute()
    await record({ ...plain, ...input })
    return await onlyPayment()
  }

  it.each([
    ['a comment', { rail: 'lnaddress', comment: 'Loved the bit about knots' }],
    [
      'a comment beside a description',
      { rail: 'lnaddress', comment: 'Loved the bit about knots', memo: 'Sats' },
    ],
    ['a comment that is reported as the memo', { rail: 'lnaddress', memo: 'Loved the bit about knots' }],
    ['a chat note', { rail: 'keysend', comment: 'Loved the bit about knots' }],
  ])('is a boost at any amount, with its words: %s', async (_, input) => {
    expect(await into(input)).toMatchObject({ action: 'boost', message: 'Loved the bit about knots' })
    expect((await onlyBoost()).message).toBe('Loved the bit about knots')
  })

  it.each([
    ['an invoice’s description', { rail: 'bolt11', memo: 'Order 12: two mugs' }],
    ['what a Lightning address says itself', { rail: 'lnaddress', memo: 'Sats for tide@ln.example' }],
    ['what a wallet says itself', { rail: 'lnaddress', memo: 'Pay to Wallet user: tide' }],
    ['raw LNURL metadata', { rail: 'lnaddress', memo: '[["text/plain","Harbour Lights"]]' }],
    ['nothing', { rail: 'lnaddress' }],
  ])('is no message, and below the second mark a stream: %s', async (_, input) => {
    expect(await into(input)).toMatchObject({ action: 'stream', message: null })
  })
})
