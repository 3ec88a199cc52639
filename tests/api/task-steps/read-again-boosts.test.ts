import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { findBoostId } from '#api/alias/alias.ts'
import { recordReports } from '#api/intake/record-reports.ts'
import { readAgainJob } from '#api/task-steps/read-again.ts'
import { type EntryInput, emptyIntake, makeEntry } from '#tests/helper/make-entry.ts'
import { createTestContext, type TestContext } from '#tests/helper/test-context.ts'

let ctx: TestContext
beforeAll(async () => {
  ctx = await createTestContext()
})
afterAll(() => ctx.close())
beforeEach(() => emptyIntake(ctx.db))

async function record(input: EntryInput): Promise<string> {
  const [outcome] = await recordReports(ctx.db, [makeEntry(input)])
  if (outcome?.status === 'rejected' || !outcome?.boost_id) throw new Error('It made no boost')
  return outcome.boost_id
}

/** The service starts, after an older version recorded what is there. */
async function start(): Promise<void> {
  await ctx.db.updateTable('installation').set({ reader_version: 0 }).execute()
  await readAgainJob.run(ctx, new AbortController().signal)
}

const boosts = () =>
  ctx.db.selectFrom('boosts').selectAll().where('payment_count', '>', 0).orderBy('sent_at').execute()

const press = {
  action: 'boost',
  app_name: 'Tide',
  sender_name: 'juno',
  message: 'Same',
  value_msat_total: 100_000,
}
const keysend: EntryInput = {
  source: 'host',
  amount_msat: 60_000,
  boostagram: { ...press, podcast: 'Harbour Tides', episode: undefined, uuid: 'p1' },
}
const address: EntryInput = {
  source: 'guest',
  rail: 'lnaddress',
  amount_msat: 40_000,
  settled_at: '2026-05-14T18:00:08Z',
  boostagram: { ...press, podcast: undefined, episode: undefined, feed_title: 'Harbour Tides', group: 'p1' },
}

describe('what an older version recorded', () => {
  it('of one press over two rails becomes one boost, which was read on air; the other’s id leads to it', async () => {
    const first = await record({
      ...keysend,
      boostagram: { ...press, podcast: 'Harbour Tides', message: 'Else' },
    })
    const second = await record(address)
    // As it was stored then: by keys that could not meet.
    await ctx.intake.record({ source: 'host', kind: 'http', exactness: 3 }, [makeEntry(keysend).report])
    await sql`
      update payments set boost_id = ${first}, uuid_key = gen_random_uuid(), content_key = gen_random_uuid()
      where message = 'Same' and amount_msat = 60000`.execute(ctx.db)
    await sql`delete from payments where message = 'Else'`.execute(ctx.db)
    await sql`update boosts set read_at = now() where id = ${second}`.execute(ctx.db)
    await start()
    expect(await boosts()).toMatchObject([{ id: second, payment_count: 2, received_msat: 100_000 }])
    expect(await findBoostId(ctx.db, first)).toBe(second)
  })

  it('and doubted by the only share that it tried is judged anew, and what it confirmed stays', async () => {
    const [doubted, confirmed] = [
      await record({ ...keysend, amount_msat: 1_000, boostagram: { ...press, value_msat_total: 1_900 } }),
      await record({ ...keysend, amount_msat: 50_000, boostagram: { ...press, message: 'Other' } }),
    ]
    const wallet = await ctx.db.selectFrom('wallets').select('id').executeTakeFirstOrThrow()
    const { show_id } = await ctx.db.selectFrom('boosts').select('show_id').executeTakeFirstOrThrow()
    await ctx.db
      .insertInto('shares')
      .values({ show_id, wallet_id: wallet.id, share: '1', origin: 'host' })
      .execute()
    await sql`
      update boosts set claim = 'doubtful', claim_shares = ${JSON.stringify({ [wallet.id]: 1 })} where id = ${doubted}`.execute(
      ctx.db,
    )
    await sql`
      update boosts set claim = 'confirmed', counted_msat = 100000, claim_shares = ${JSON.stringify({ [wallet.id]: 0.5 })}
      where id = ${confirmed}`.execute(ctx.db)
    await start()
    expect(
      await ctx.db.selectFrom('boosts').select(['id', 'claim', 'counted_msat']).orderBy('id').execute(),
    ).toEqual([
      { id: doubted, claim: 'confirmed', counted_msat: 1_900 },
      { id: confirmed, claim: 'confirmed', counted_msat: 100_000 },
    ])
  })

  it('for a second show of the same title, in a song over a Lightning address, goes to the host’s', async () => {
    const host = await record({
      ...keysend,
      boostagram: { ...press, podcast: 'Harbour Tides', feedID: 7, message: 'Before' },
    })
    const song = await record({
      ...address,
      boostagram: {
        ...press,
        podcast: undefined,
        episode: undefined,
        feed_title: 'Harbour Tides',
        feed_guid: 'artist',
        item_guid: 'ep-12',
        remote_feed_guid: 'artist',
        remote_item_guid: 'song-3',
      },
    })
    const second = await ctx.db
      .insertInto('shows')
      .values({ slug: 'harbour-tides-2', title: 'Harbour Tides' })
      .returning('id')
      .executeTakeFirstOrThrow()
    await ctx.db
      .insertInto('show_names')
      .values({ kind: 'guid', value: 'artist', show_id: second.id })
      .execute()
    await sql`update payments set show_id = ${second.id}, episode_id = null, named_episode_id = null where boost_id = ${song}`.execute(
      ctx.db,
    )
    await sql`update boosts set show_id = ${second.id}, episode_id = null where id = ${song}`.execute(ctx.db)
    await start()
    const all = await boosts()
    expect(all.map(({ id }) => id).sort()).toEqual([host, song].sort())
    expect(new Set(all.map(({ show_id }) => show_id)).size).toBe(1)
    expect(all[0]?.show_id).not.toBe(second.id)
  })
})
