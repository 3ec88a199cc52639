import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { mergeBoosts } from '#api/boost/group/write-boosts.ts'
import type { BoostJson, BoostListJson } from '#api/contract/boost.ts'
import { askAs } from '#tests/helper/ask.ts'
import { makeReport, recordBoost, recordPayments } from '#tests/helper/record-payments.ts'
import { shareDatabase } from '#tests/helper/share-database.ts'
import type { TestContext } from '#tests/helper/test-context.ts'

const makeContext = shareDatabase()

let ctx: TestContext
let ask: Awaited<ReturnType<typeof askAs>>
let cursor: string
beforeAll(async () => {
  ctx = await makeContext()
  ask = await askAs(ctx, ['read'])
})
afterAll(() => ctx.close())
beforeEach(async () => {
  cursor = (await ask.get('/boosts?limit=1')).body.changed_cursor
})

/** All that changed since the cursor, however many answers it takes; moves the cursor on. */
const changed = async (query = '', limit = 200) => {
  const ids: string[] = []
  const gone: string[] = []
  for (;;) {
    const { status, body } = await ask.get(`/boosts?limit=${limit}&changed_since=${cursor}${query}`)
    expect(status).toBe(200)
    const answer: BoostListJson = body
    expect(answer.items.length + (answer.gone?.length ?? 0)).toBeLessThanOrEqual(limit)
    ids.push(...answer.items.map(({ id }: BoostJson) => id))
    gone.push(...(answer.gone ?? []))
    cursor = answer.changed_cursor
    if (!answer.more) return { ids: ids.sort(), gone: gone.sort() }
  }
}

describe('what changed since a cursor', () => {
  it('is nothing where nothing did', async () => {
    await recordBoost(ctx.db)
    await changed()
    expect(await changed()).toEqual({ ids: [], gone: [] })
  })

  it('are new boosts and changed ones, each once', async () => {
    const id = await recordBoost(ctx.db, { boostagram: { boost_uuid: 'one', message: 'x' } })
    await recordPayments(
      ctx.db,
      makeReport({ source: 'pocket', boostagram: { boost_uuid: 'one', message: 'x' } }),
    )
    const other = await recordBoost(ctx.db)
    expect((await changed()).ids).toEqual([id, other].sort())
    await ctx.db.updateTable('boosts').set({ read_at: new Date() }).where('id', '=', id).execute()
    expect((await changed()).ids).toEqual([id])
  })

  it('are all boosts of a supporter, an episode and a show whose name changed', async () => {
    const id = await recordBoost(ctx.db, {
      boostagram: { sender_name: 'Renamed', episode: 'Renamed too', podcast: 'Renamed as well' },
    })
    await changed()
    const { show_id, episode_id, supporter_id } = await ctx.db
      .selectFrom('boosts')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    await ctx.db.updateTable('supporters').set({ name: 'Now' }).where('id', '=', supporter_id).execute()
    expect((await changed()).ids).toEqual([id])
    await ctx.db.updateTable('episodes').set({ title: 'Now' }).where('id', '=', episode_id).execute()
    expect((await changed()).ids).toEqual([id])
    await ctx.db.updateTable('shows').set({ title: 'Now' }).where('id', '=', show_id).execute()
    expect((await changed()).ids).toEqual([id])
    expect((await changed('&show=linux-unplugged')).ids).toEqual([])
  })

  it('are no boosts of the same listener or episode when only a stream came', async () => {
    await recordBoost(ctx.db, { boostagram: { sender_name: 'streamer' } })
    await changed()
    await recordPayments(ctx.db, makeReport({ boostagram: { sender_name: 'streamer', action: 'stream' } }))
    expect(await changed()).toEqual({ ids: [], gone: [] })
  })

  it('names as gone what was merged, with the one it went into, what was emptied, and what no filter lets through', async () => {
    const [kept, merged, emptied, elsewhere] = [
      await recordBoost(ctx.db),
      await recordBoost(ctx.db),
      await recordBoost(ctx.db),
      await recordBoost(ctx.db, { boostagram: { podcast: 'Coder Radio' } }),
    ]
    await changed()
    await ctx.db.transaction().execute((trx) => mergeBoosts(trx, merged, kept))
    await ctx.db.updateTable('boosts').set({ payment_count: 0 }).where('id', '=', emptied).execute()
    await ctx.db.updateTable('boosts').set({ hidden: true }).where('id', '=', elsewhere).execute()
    expect(await changed('&show=linux-unplugged')).toEqual({
      ids: [kept],
      gone: [merged, emptied, elsewhere].sort(),
    })
  })

  it('comes in parts where it is much, and misses nothing', async () => {
    const reports = Array.from({ length: 90 }, (_, n) =>
      makeReport({ boostagram: { sender_name: `many ${n}` } }),
    )
    const outcomes = await recordPayments(ctx.db, ...reports)
    const ids = outcomes.map(({ boost_id }) => boost_id ?? '').sort()
    expect(await changed('', 7)).toEqual({ ids, gone: [] })
    await ctx.db
      .updateTable('shows')
      .set({ title: 'Another' })
      .where('slug', '=', 'linux-unplugged')
      .execute()
    const all = await changed('&show=linux-unplugged', 7)
    expect(new Set(all.ids).size).toBe(all.ids.length)
    expect(all.ids).toEqual(expect.arrayContaining(ids))
  })

  it('misses nobody who commits late', async () => {
    const { promise: committed, resolve: commit } = Promise.withResolvers<void>()
    const { promise: begun, resolve: begin } = Promise.withResolvers<void>()
    const early = await recordBoost(ctx.db)
    const slow = ctx.db.transaction().execute(async (trx) => {
      await trx.updateTable('boosts').set({ hidden: true }).where('id', '=', early).execute()
      begin()
      await committed
    })
    await begun
    const late = await recordBoost(ctx.db)
    const before = await changed()
    commit()
    await slow
    const after = await changed()
    expect([...before.ids, ...after.ids]).toEqual(expect.arrayContaining([early, late]))
    expect(after.ids).toContain(early)
  })

  it('ends with a restore, which the cursor says', async () => {
    await sql`update installation set change_epoch = gen_random_uuid()`.execute(ctx.db)
    expect((await ask.get(`/boosts?changed_since=${cursor}`)).status).toBe(410)
  })
})
