import { describe, expect, it } from 'vitest'
import { node, openIntake } from '#tests/api/intake/facts/open-intake.ts'
import type { EntryInput } from '#tests/helper/make-entry.ts'

const intake = openIntake()
const { record, boosts, onlyPayment } = intake

describe('not every receipt is the show’s', () => {
  const plain: EntryInput = { boostagram: null, memo: 'Rebalance', amount_msat: 5_000_000 }
  it('in a shared wallet, only what has metadata or a rule claims', async () => {
    await record(plain)
    expect(await onlyPayment()).toMatchObject({ ours: false, needs_look: null, boost_id: null })
  })

  it('in an all-the-show’s wallet, everything, to be attached by hand', async () => {
    await intake.db.insertInto('wallets').values({ name: 'node', whose: 'show' }).execute()
    await record(plain)
    expect(await onlyPayment()).toMatchObject({ ours: true, needs_look: 'It came without metadata.' })
  })

  it('sets aside what comes to the wallet of a show that is set aside', async () => {
    const { id } = await intake.db
      .insertInto('shows')
      .values({ slug: 'quiet', title: 'Quiet', status: 'set_aside', set_aside_from: 'kept' })
      .returning('id')
      .executeTakeFirstOrThrow()
    await intake.db.insertInto('wallets').values({ name: 'node', whose: 'show', show_id: id }).execute()
    await record({ ...plain, amount_msat: 7_000_000 })
    expect(await onlyPayment()).toMatchObject({ show_id: id, set_aside: true, boost_id: null })
    expect(await boosts()).toEqual([])
  })

  it('sets aside by a rule, also when its memo comes later', async () => {
    await intake.db
      .insertInto('rules')
      .values({ id: crypto.randomUUID(), effect: 'set_aside', memo_contains: 'rebal' })
      .execute()
    const [first] = await record(node, { ...node, memo: 'REBALANCE 1' })
    expect(first?.boost_id).not.toBeNull()
    expect(await onlyPayment()).toMatchObject({ set_aside: true })
    expect(await boosts()).toEqual([])
  })
})
