import { randomUUIDv7 } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { emptyIntake } from '#tests/helper/make-entry.ts'
import { recordBoost } from '#tests/helper/record-payments.ts'
import { createTestDatabase, type TestDatabase } from '#tests/helper/test-db.ts'

let database: TestDatabase
let ids: { show_id: number; episode_id: string; supporter_id: string; boost_id: string }
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())
beforeEach(async () => {
  await emptyIntake(database.db)
  const boost_id = await recordBoost(database.db, { settled_at: '2026-05-14T23:30:00Z' })
  await database.db.updateTable('shows').set({ time_zone: 'Europe/Berlin' }).execute()
  const { rows } = await sql<typeof ids>`
    select show_id, episode_id, supporter_id, id as boost_id from boosts where id = ${boost_id}`.execute(
    database.db,
  )
  const [row] = rows
  if (!row) throw new Error('There is no boost')
  ids = row
  await database.db.deleteFrom('changes').execute()
})

/** What a statement wrote into the feed, its ids by name. */
async function changesOf(statement: ReturnType<typeof sql>) {
  await statement.execute(database.db)
  const rows = await database.db
    .selectFrom('changes')
    .select(['show_id', 'episode_id', 'supporter_id', 'boost_id', 'day'])
    .orderBy('id')
    .execute()
  const names = new Map<unknown, string>(
    Object.entries(ids).map(([name, id]) => [id, name.replace('_id', '')]),
  )
  return rows.map((row) =>
    Object.fromEntries(
      Object.entries(row).flatMap(([name, value]) =>
        value === null ? [] : [[name.replace('_id', ''), names.get(value) ?? value]],
      ),
    ),
  )
}

const own = { show: 'show', episode: 'episode', supporter: 'supporter', boost: 'boost' }

describe('the feed of changes', () => {
  it('tells of a payment and a boost with all that they touch, on the day of the show', async () => {
    expect(await changesOf(sql`update payments set memo = 'x'`)).toEqual([{ ...own, day: '2026-05-15' }])
    await database.db.deleteFrom('changes').execute()
    expect(await changesOf(sql`update boosts set hidden = true`)).toEqual([{ ...own, day: '2026-05-15' }])
  })

  it('tells of both places where something moves from one to the other', async () => {
    const moved = await changesOf(sql`update payments set settled_at = settled_at + interval '1 day'`)
    expect(moved.map(({ day }) => day).sort()).toEqual(['2026-05-15', '2026-05-16'])
    await database.db.deleteFrom('changes').execute()
    const left = await changesOf(sql`update boosts set supporter_id = null`)
    expect(left.map(({ supporter }) => supporter ?? 'nobody').sort()).toEqual(['nobody', 'supporter'])
  })

  it('tells of what is made and what goes', async () => {
    const show = sql`insert into shows (slug, title) values ('new', 'New')`
    expect(await changesOf(show)).toEqual([{ show: expect.any(Number) }])
    await database.db.deleteFrom('changes').execute()
    expect(await changesOf(sql`delete from payments`)).toEqual([{ ...own, day: '2026-05-15' }])
  })

  it.each([
    ['shows', sql`update shows set title = 'x'`, { show: 'show' }],
    ['episodes', sql`update episodes set title = 'x'`, { show: 'show', episode: 'episode' }],
    ['supporters', sql`update supporters set note = 'x'`, { supporter: 'supporter' }],
    [
      'show_supporters',
      sql`insert into show_supporters (show_id, supporter_id, team) select show_id, supporter_id, true from boosts`,
      { show: 'show', supporter: 'supporter' },
    ],
  ])('tells of every day of %s', async (_, statement, expected) => {
    expect(await changesOf(statement)).toEqual([expected])
  })

  it('has one row for many rows of a statement that touch the same', async () => {
    const many = sql`
      insert into payments (id, wallet_id, ref, exactness, settled_at, amount_msat, rail, show_id, action, ours)
      select gen_random_uuid(), wallet_id, 'copy ' || n, exactness, settled_at, 1000, rail, show_id, 'stream', true
      from payments, generate_series(1, 50) n`
    expect(await changesOf(many)).toEqual([{ show: 'show', day: '2026-05-15' }])
  })

  it('is written by these tables and no others, at every kind of statement', async () => {
    const { rows } = await sql<{ table: string; events: string }>`
      select event_object_table as table, string_agg(distinct event_manipulation, ' ' order by event_manipulation) as events
      from information_schema.triggers
      where trigger_schema = current_schema() and trigger_name like 'note\_%'
      group by 1 order by 1`.execute(database.db)
    expect(rows).toEqual(
      ['boosts', 'episodes', 'payments', 'show_supporters', 'shows', 'supporters'].map((table) => ({
        table,
        events: 'DELETE INSERT UPDATE',
      })),
    )
    const id = randomUUIDv7()
    expect(
      await changesOf(sql`insert into boost_aliases (id, boost_id) select ${id}, id from boosts`),
    ).toEqual([])
  })

  it('tells whoever listens, once the transaction commits', async () => {
    const heard: string[] = []
    const client = await database.pool.connect()
    client.on('notification', ({ channel }) => heard.push(channel))
    await client.query(`listen "changes_${database.schema}"`)
    await database.db
      .transaction()
      .execute(async (trx) => {
        await sql`update shows set title = 'x'`.execute(trx)
        throw new Error('taken back')
      })
      .catch(() => {})
    await client.query('select 1')
    expect(heard).toEqual([])
    await sql`update shows set title = 'y'`.execute(database.db)
    await expect.poll(() => heard).toEqual([`changes_${database.schema}`])
    await client.query('unlisten *')
    client.release(true)
  })
})
