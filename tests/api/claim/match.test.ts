import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { adoptBoosts } from '#api/claim/adopt-boosts.ts'
import { followPayments } from '#api/claim/follow-payments.ts'
import { recordClaims } from '#api/claim/record-claims.ts'
import { withdrawClaims } from '#api/claim/withdraw-claims.ts'
import { msat } from '#api/contract/msat.ts'
import { keepShow, makeClaim } from '#tests/helper/make-claim.ts'
import { emptyIntake, hashOf } from '#tests/helper/make-entry.ts'
import { makeReport, recordPayments } from '#tests/helper/record-payments.ts'
import { createTestDatabase, type TestDatabase } from '#tests/helper/test-db.ts'

let database: TestDatabase
let show: number
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(async () => await database.drop())
beforeEach(async () => {
  await emptyIntake(database.db)
  show = await keepShow(database.db)
  // A wallet of the show's own, to which plain invoices come.
  await database.db.insertInto('wallets').values({ name: 'own', whose: 'show', show_id: show }).execute()
})

const boosts = () => database.db.selectFrom('boosts').selectAll().orderBy('sent_at').execute()
const alive = async () => (await boosts()).map(({ id, claim, message }) => ({ id, claim, message }))
const MESSAGE = 'Great show, greetings from the boat'

const tlv = (over: Record<string, unknown> = {}, boostagram: Record<string, unknown> = {}) =>
  makeReport({
    boostagram: {
      app_name: 'Podverse',
      sender_name: 'tide',
      message: MESSAGE,
      value_msat_total: 1_000_000,
      ...boostagram,
    },
    amount_msat: 500_000,
    ...over,
  })
const plain = (over: Record<string, unknown> = {}) =>
  makeReport({
    boostagram: null,
    wallet: 'own',
    rail: 'lnaddress',
    memo: MESSAGE,
    amount_msat: 500_000,
    ...over,
  })
const claim = (over: Parameters<typeof makeClaim>[1] = {}) =>
  makeClaim(show, { ...over, reading: { message: MESSAGE, ...over.reading } })

describe('a claim and its payment', () => {
  for (const [what, payment] of [
    ['with metadata', tlv],
    ['of a plain invoice with the words', plain],
    ['of a plain invoice that lost the words', () => plain({ memo: 'Podverse boost' })],
  ] as const) {
    it(`are one boost, the payment first, ${what}`, async () => {
      const [paid] = await recordPayments(database.db, payment())
      const [told] = await recordClaims(database.db, [claim()])
      expect(told?.boost_id).toBe(paid?.boost_id)
      expect(await boosts()).toMatchObject([
        {
          message: MESSAGE,
          sender_name: 'tide',
          app: 'Podverse',
          claimed_msat: 1_000_000,
          received_msat: 500_000,
        },
      ])
    })

    it(`are one boost, the claim first, whose id survives, ${what}`, async () => {
      const [told] = await recordClaims(database.db, [claim()])
      const [paid] = await recordPayments(database.db, payment())
      const [boost, ...more] = await boosts()
      expect(more).toEqual([])
      expect(boost).toMatchObject({
        id: told?.boost_id,
        claim: 'unknown',
        message: MESSAGE,
        received_msat: 500_000,
        counted_msat: 500_000,
      })
      const alias = await database.db.selectFrom('boost_aliases').selectAll().execute()
      expect(alias).toEqual([{ id: paid?.boost_id, boost_id: boost?.id }])
    })
  }

  it('are judged as always: by the shares of those that were paid', async () => {
    await recordPayments(database.db, tlv({ wallet: 'host', amount_msat: 1 }, { message: 'first' }))
    const wallet = await database.db
      .selectFrom('wallets')
      .select('id')
      .where('name', '=', 'own')
      .executeTakeFirstOrThrow()
    await database.db
      .insertInto('shares')
      .values({ show_id: show, wallet_id: wallet.id, share: '0.5', origin: 'host' })
      .execute()
    await recordClaims(database.db, [claim()])
    await recordPayments(database.db, plain())
    const boost = (await boosts()).find(({ received_msat }) => received_msat === 500_000)
    expect(boost).toMatchObject({ claim: 'confirmed', counted_msat: 1_000_000 })
  })

  it('of a note adds words, and no money', async () => {
    await recordClaims(database.db, [claim({ route: 'note' })])
    await recordPayments(database.db, plain({ amount_msat: 3_000 }))
    expect(await boosts()).toMatchObject([{ claimed_msat: null, counted_msat: 3_000, sender_name: 'tide' }])
  })

  it('are two where two were sent alike in one minute, and two claims of two payments', async () => {
    const at = (minute: number) => `2026-05-14T18:0${minute}:00Z`
    await recordClaims(database.db, [claim(), claim({ sent_at: new Date('2026-05-14T18:00:50Z') })])
    expect(await alive()).toHaveLength(2)
    await recordPayments(database.db, tlv({ settled_at: at(0) }))
    expect((await alive()).map((boost) => boost.claim).sort()).toEqual(['unknown', 'unproven'])
    await recordPayments(database.db, tlv({ settled_at: '2026-05-14T18:00:40Z' }))
    expect((await alive()).map((boost) => boost.claim)).toEqual(['unknown', 'unknown'])
  })

  it('told four times are one: payment, note, receipt and a bot’s repost', async () => {
    const hash = hashOf(7)
    const key = (letter: string) => ({ kind: 'nostr' as const, key: letter.repeat(64) })
    const note = claim({ route: 'note', sender_key: key('a') })
    const zap = claim({ route: 'zap', sender_key: key('a'), payment_hash: hash })
    const bot = claim({ route: 'note', sender_key: key('b'), sent_at: new Date('2026-05-14T18:01:30Z') })
    const app = claim({ sent_at: new Date('2026-05-14T18:02:00Z') })
    await recordClaims(database.db, [bot, note])
    await recordClaims(database.db, [zap])
    await recordPayments(database.db, plain({ memo: null, payment_hash: hash, amount_msat: 1_000_000_000 }))
    await recordClaims(database.db, [app])
    expect(await boosts()).toMatchObject([
      { message: MESSAGE, received_msat: 1_000_000_000, sender_name: 'tide' },
    ])
    const claims = await database.db.selectFrom('claims').select('boost_id').execute()
    expect(new Set(claims.map(({ boost_id }) => boost_id)).size).toBe(1)
  })

  it('meet by a hash years apart, whichever came first', async () => {
    const [paid] = await recordPayments(database.db, plain({ payment_hash: hashOf(3) }))
    const zap = claim({ sent_at: new Date('2024-05-14T18:00:00Z'), payment_hash: hashOf(3), route: 'zap' })
    const [told] = await recordClaims(database.db, [zap])
    expect(told?.boost_id).toBe(paid?.boost_id)
    const [early] = await recordClaims(database.db, [{ ...zap, ref: 'early', payment_hash: hashOf(4) }])
    await recordPayments(database.db, plain({ payment_hash: hashOf(4) }))
    expect((await boosts()).map(({ id, claim: verdict }) => [id, verdict])).toContainEqual([
      early?.boost_id,
      'unknown',
    ])
  })

  it('have the words whole that a wallet cut at any length, and what a wallet says otherwise', async () => {
    await recordPayments(database.db, plain({ memo: MESSAGE.slice(0, 20) }), plain({ memo: 'Great show' }))
    await recordClaims(database.db, [claim()])
    expect((await boosts()).map(({ message, difference }) => [message, difference]).sort()).toEqual([
      ['Great show', null],
      [MESSAGE, null],
    ])
  })

  it('take over what hosts did where several go up in one', async () => {
    const hash = hashOf(5)
    const told = await recordClaims(database.db, [
      claim({ route: 'note', sent_at: new Date('2026-05-10T18:00:00Z') }),
      claim({ route: 'zap', payment_hash: hash }),
    ])
    const [paid] = await recordPayments(database.db, tlv({}, { message: 'Other words' }))
    const read_at = new Date('2026-05-14T20:00:00Z')
    await database.db
      .updateTable('boosts')
      .set({ read_at })
      .where('id', '=', told[0]?.boost_id ?? '')
      .execute()
    const merged = [told[1]?.boost_id ?? '', paid?.boost_id ?? '']
    await database.db
      .updateTable('boosts')
      .set({ hidden: true })
      .where('id', '=', merged[0] ?? '')
      .execute()
    await database.db
      .updateTable('boosts')
      .set({ possible_double: true })
      .where('id', '=', merged[1] ?? '')
      .execute()
    const into = told[0]?.boost_id ?? ''
    await database.db.transaction().execute((trx) =>
      adoptBoosts(
        trx,
        merged.map((id) => ({ id, into })),
      ),
    )
    const [boost] = await database.db.selectFrom('boosts').selectAll().where('id', '=', into).execute()
    const recorded = await database.db
      .selectFrom('boosts')
      .select('recorded_at')
      .where('id', '=', paid?.boost_id ?? '')
      .executeTakeFirst()
    expect(boost).toMatchObject({ hidden: true, possible_double: true, read_at, ...recorded })
  })

  it('meet by a hash days apart, and not by content beyond a quarter of an hour', async () => {
    await recordPayments(database.db, tlv({ payment_hash: hashOf(8) }))
    await recordClaims(database.db, [
      claim({ sent_at: new Date('2026-05-16T18:00:00Z'), payment_hash: hashOf(8), route: 'zap' }),
      claim({ sent_at: new Date('2026-05-14T18:16:00Z') }),
    ])
    expect((await alive()).map((boost) => boost.claim)).toEqual(['unknown', 'unproven'])
  })

  it('keep apart what is of another episode, app, sender, total or words', async () => {
    await recordPayments(database.db, tlv({}, { episode_guid: 'e-1' }))
    await recordClaims(database.db, [
      claim({ reading: { episode: { guid: 'e-2' } } }),
      claim({ reading: { app: { name: 'Fountain' } } }),
      claim({ reading: { sender: { name: 'other' } } }),
      claim({ reading: { claimed_msat: msat(2_000_000) } }),
      claim({ reading: { message: 'Something else entirely' } }),
    ])
    expect(await alive()).toHaveLength(6)
  })

  it('part when the claim is taken back: what it filled in goes, what was read stays', async () => {
    const sender_key = { kind: 'nostr' as const, key: 'a'.repeat(64) }
    const note = claim({
      route: 'note',
      sender_key,
      payment_hash: hashOf(9),
      reading: { episode: { guid: 'e-9' } },
    })
    await recordPayments(database.db, plain({ memo: null, payment_hash: hashOf(9), amount_msat: 5_000_000 }))
    await recordClaims(database.db, [note])
    expect(await boosts()).toMatchObject([{ message: MESSAGE, sender_name: 'tide' }])
    await withdrawClaims(database.db, { route: 'note', refs: [note.ref], sender_key: sender_key.key })
    expect(await boosts()).toMatchObject([
      { message: null, sender_name: null, episode_id: null, supporter_id: null, received_msat: 5_000_000 },
    ])
  })

  it('are one after all where both were recorded at the same moment', async () => {
    const rounds = Array.from({ length: 8 }, (_, n) => ({
      payment: tlv({}, { message: `At once ${n}, from all sides` }),
      told: claim({ reading: { message: `At once ${n}, from all sides` } }),
    }))
    await Promise.all(
      rounds.flatMap(({ payment, told }) => [
        recordPayments(database.db, payment),
        recordClaims(database.db, [told]),
        recordClaims(database.db, [told]),
      ]),
    )
    await followPayments(database.db)
    expect((await alive()).map((boost) => boost.claim)).toEqual(Array(8).fill('unknown'))
  })

  it('gives the whole words to the payment that has them, where others only begin so', async () => {
    const words = ['Thanks for the show', 'Thanks for the show, from the boat']
    const paid = await recordPayments(
      database.db,
      ...words.map((message, at) => tlv({ settled_at: `2026-05-14T18:00:${at}0Z` }, { message })),
    )
    const told = await recordClaims(
      database.db,
      words.map((message) => claim({ reading: { message } })),
    )
    expect(told.map(({ boost_id }) => boost_id)).toEqual(paid.map(({ boost_id }) => boost_id))
  })

  it('keeps what was read on air, and shows what the payment says otherwise', async () => {
    const [told] = await recordClaims(database.db, [claim({ reading: { message: 'Great show, and more' } })])
    await database.db.updateTable('boosts').set({ read_at: new Date() }).execute()
    await recordPayments(database.db, tlv({}, { message: 'Great show, and more that was never read' }))
    expect(await boosts()).toMatchObject([
      { id: told?.boost_id, message: 'Great show, and more', claim: 'unknown' },
    ])
  })
})
