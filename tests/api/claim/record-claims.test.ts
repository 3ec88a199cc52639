import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { recordClaims } from '#api/claim/record-claims.ts'
import { withdrawClaims } from '#api/claim/withdraw-claims.ts'
import { keepShow, makeClaim } from '#tests/helper/make-claim.ts'
import { emptyIntake } from '#tests/helper/make-entry.ts'
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
})

const boosts = () => database.db.selectFrom('boosts').selectAll().orderBy('sent_at').orderBy('id').execute()

describe('recording claims', () => {
  it('makes an unproven boost that counts nothing, with the words of the claim', async () => {
    const claim = makeClaim(show, {
      reading: { message: 'Hi\0 there', episode: { guid: 'e-1', title: 'One' } },
    })
    const [outcome] = await recordClaims(database.db, [claim])
    const [boost] = await boosts()
    expect(outcome).toMatchObject({ status: 'recorded', boost_id: boost?.id })
    expect(boost).toMatchObject({
      claim: 'unproven',
      message: 'Hi␀ there',
      sender_name: 'tide',
      app: 'Podverse',
      claimed_msat: 1_000_000,
      received_msat: 0,
      counted_msat: 0,
      payment_count: 0,
      sent_at: claim.sent_at,
    })
    expect(boost?.episode_id).not.toBeNull()
    expect(boost?.supporter_id).not.toBeNull()
  })

  it('records the same twice as one, in one batch, in two, and at the same time', async () => {
    const claims = Array.from({ length: 20 }, () => makeClaim(show))
    const [one] = claims
    if (!one) throw new Error('No claim')
    const [first, again] = await recordClaims(database.db, [one, one])
    expect([first?.status, again?.status]).toEqual(['recorded', 'duplicate'])
    expect(again?.claim_id).toBe(first?.claim_id)
    const rounds = await Promise.all([1, 2, 3].map(() => recordClaims(database.db, claims)))
    expect(new Set(rounds.flat().map(({ claim_id }) => claim_id)).size).toBe(20)
    expect(rounds.flat().filter(({ status }) => status === 'recorded')).toHaveLength(19)
    expect(await boosts()).toHaveLength(20)
  })

  it('takes back what its sender withdraws, whether it came already or comes later', async () => {
    const sender_key = { kind: 'nostr' as const, key: 'a'.repeat(64) }
    const [early, late, others] = [1, 2, 3].map(() => makeClaim(show, { route: 'note', sender_key }))
    if (!early || !late || !others) throw new Error('No claims')
    await recordClaims(database.db, [early, { ...others, sender_key: null }])
    await withdrawClaims(database.db, {
      route: 'note',
      refs: [early.ref, late.ref, others.ref],
      sender_key: sender_key.key,
    })
    const [outcome] = await recordClaims(database.db, [late])
    expect(outcome).toMatchObject({ status: 'recorded', boost_id: null })
    expect(new Set((await boosts()).map(({ dropped }) => dropped))).toEqual(new Set(['withdrawn', null]))
  })
})
