import { type Kysely, sql } from 'kysely'
import { z } from 'zod'
import { boostAsJson } from '#api/boost/boost-as-json.ts'
import { selectBoosts } from '#api/boost/select-boosts.ts'
import type { Page } from '#api/contract/common.ts'
import { idField } from '#api/contract/common.ts'
import type { FiringJson, FiringQuery } from '#api/contract/outgoing/told.ts'
import { AppError, orNotFound } from '#api/errors.ts'
import { readCursor, writeCursor } from '#api/http/cursor.ts'
import { notifyLive } from '#api/live/notify-live.ts'
import { anyOf } from '#db/query/any-of.ts'
import type { DB } from '#db/schema/index.ts'

const cursorSchema = z.tuple([z.int()])

/** What was told and what waits, the newest first. */
export async function listFirings(
  db: Kysely<DB>,
  { way, state, limit, cursor }: FiringQuery,
): Promise<Page<FiringJson>> {
  let wanted = db
    .selectFrom('outbox')
    .innerJoin('ways_out', 'ways_out.id', 'outbox.way_id')
    .selectAll('outbox')
    .select('ways_out.name as way')
  if (way !== undefined) wanted = wanted.where('ways_out.name', '=', way)
  if (state !== undefined) wanted = wanted.where('outbox.state', '=', state)
  if (cursor !== undefined) wanted = wanted.where('outbox.place', '<', readCursor(cursorSchema, cursor)[0])
  const rows = await wanted
    .orderBy('outbox.place', 'desc')
    .limit(limit + 1)
    .execute()
  const page = rows.slice(0, limit)
  const boosts = await loadBoosts(
    db,
    page.flatMap(({ boost_id }) => boost_id ?? []),
  )
  const last = page.at(-1)
  return {
    items: page.map((row) => ({
      id: row.id,
      way: row.way,
      event: row.event,
      fact: row.fact,
      boost: (row.boost_id && boosts.get(row.boost_id)) || null,
      state: row.state,
      attempts: row.attempts,
      queued_at: row.queued_at.toISOString(),
      tried_at: row.tried_at?.toISOString() ?? null,
      answer: row.answer,
    })),
    next_cursor: rows.length > limit && last ? writeCursor([last.place]) : null,
  }
}

/** Has what failed sent again, in its place before what waits. @throws AppError not-found, conflict where it waits or was sent */
export async function retryFiring(db: Kysely<DB>, id: string, now: Date): Promise<void> {
  const firing = orNotFound(
    await db.selectFrom('outbox').selectAll().where('id', '=', idField.parse(id)).executeTakeFirst(),
    'entry with this id in what went out',
  )
  if (firing.event === 'test')
    throw new AppError('conflict', 'A test is made anew with the button of its way.')
  await db.transaction().execute(async (trx) => {
    await sql`update ways_out set failures = 0, next_at = ${now} where id = ${firing.way_id}`.execute(trx)
    const again = await trx
      .updateTable('outbox')
      // It waits from now on, as if it were new.
      .set({ state: 'waiting', queued_at: now })
      .where('id', '=', id)
      .where('state', 'in', ['failed', 'left_out', 'waiting'])
      .returning('id')
      .executeTakeFirst()
    if (!again) throw new AppError('conflict', 'It was sent. Sending it twice helps nobody.')
    await notifyLive(trx, { kind: 'outgoing' })
  })
}

/** By the ids that they had when they were told of. */
async function loadBoosts(db: Kysely<DB>, ids: readonly string[]) {
  const aliases = await db.selectFrom('boost_aliases').selectAll().where('id', '=', anyOf(ids)).execute()
  const now = new Map(aliases.map(({ id, boost_id }) => [id, boost_id]))
  const rows = await selectBoosts(db)
    .where('boosts.id', '=', anyOf(ids.map((id) => now.get(id) ?? id)))
    .execute()
  const known = new Map(rows.map((row) => [row.id, boostAsJson(row)]))
  return new Map(
    ids.flatMap((id) => {
      const boost = known.get(now.get(id) ?? id)
      return boost ? [[id, boost] as const] : []
    }),
  )
}
