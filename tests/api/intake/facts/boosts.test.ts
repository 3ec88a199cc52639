import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { node, openIntake } from '#tests/api/intake/facts/open-intake.ts'
import { type EntryInput, emptyIntake, hashOf } from '#tests/helper/make-entry.ts'

const intake = openIntake()
const { record, boosts, onlyPayment, onlyBoost } = intake

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
    await sql`update payments set pinned = true, boost_id = ${one?.boost_id}`.execute(intake.db)
    await sql`delete from boosts where id = ${other?.boost_id}`.execute(intake.db)
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

  describe('of one press over two rails, is one', () => {
    const press = {
      action: 'boost',
      app_name: 'App',
      sender_name: 'juno',
      message: 'Same',
      value_msat_total: 1_000_000,
    }
    const keysend = (over: object, at = '18:00:00'): EntryInput => ({
      source: 'host',
      settled_at: `2026-05-14T${at}Z`,
      amount_msat: 600_000,
      boostagram: { ...press, value_msat: 600_000, ...over },
    })
    const address = (group: string, at = '18:00:08'): EntryInput => ({
      source: 'guest',
      rail: 'lnaddress',
      settled_at: `2026-05-14T${at}Z`,
      amount_msat: 400_000,
      // Without what `makeReport` would add for bLIP-10.
      boostagram: {
        podcast: undefined,
        feed_title: 'LINUX Unplugged',
        ...press,
        group,
        id: 'own',
        value_msat: 400_000,
        sender_id: 'juno-1',
      },
    })

    it.each([
      ['the same id', { uuid: 'p1' }],
      ['the same id in capitals', { uuid: 'ABCDEF01-2345' }],
      ['an id of its own', { uuid: 'another' }],
      ['no id', {}],
      ['an id that says nothing', { uuid: '', boost_uuid: 'undefined' }],
    ])('where the keysend payment has %s', async (_, ids) => {
      const group = 'uuid' in ids && ids.uuid.startsWith('ABC') ? 'abcdef01-2345' : 'p1'
      for (const reports of [
        [keysend(ids), address(group)],
        [address(group), keysend(ids)],
      ]) {
        await emptyIntake(intake.db)
        await record(...reports)
        expect(await onlyBoost()).toMatchObject({ payment_count: 2, received_msat: 1_000_000 })
      }
    })

    it('and two presses are two, though no id tells the keysend payments apart', async () => {
      await record(keysend({}), address('p1'), keysend({}, '18:01:00'), address('p2', '18:01:08'))
      expect(
        (await boosts()).map(({ payment_count, received_msat }) => [payment_count, received_msat]),
      ).toEqual([
        [2, 1_000_000],
        [2, 1_000_000],
      ])
    })
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
    const show = await intake.db
      .insertInto('shows')
      .values({ slug: 's', title: 'S' })
      .returning('id')
      .executeTakeFirstOrThrow()
    await intake.db.updateTable('wallets').set({ whose: 'show', show_id: show.id }).execute()
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
