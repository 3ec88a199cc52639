import { type Kysely, sql } from 'kysely'
import type { NewWayOut, WayOutJson, WayOutPatch } from '#api/contract/outgoing/way.ts'
import { AppError, orNotFound } from '#api/errors.ts'
import { notifyLive } from '#api/live/notify-live.ts'
import { findWay } from '#api/outgoing/way/find-way.ts'
import { signingSecretOf, writeChanged, writeNew } from '#api/outgoing/way/kinds.ts'
import type { Making } from '#api/outgoing/way/way-kind.ts'
import type { DB } from '#db/schema/index.ts'

/** Every way out, and how it does; of its secrets nothing but the host. */
export async function listWays(db: Kysely<DB>): Promise<WayOutJson[]> {
  const rows = await db
    .selectFrom('ways_out')
    .selectAll()
    .select((way) =>
      way
        .selectFrom('outbox')
        .select(sql<number>`count(*)::integer`.as('count'))
        .whereRef('way_id', '=', 'ways_out.id')
        .where('state', '=', 'waiting')
        .as('waiting'),
    )
    .orderBy('name')
    .execute()
  return rows.map(({ name, settings, per_minute, active, waiting, failures, next_at }) => ({
    name,
    settings,
    per_minute,
    active,
    waiting: waiting ?? 0,
    failures,
    next_at: failures > 0 ? next_at.toISOString() : null,
  }))
}

/**
 * Makes a way out.
 * @throws AppError conflict where the name is taken, unprocessable where what is given will not do
 */
export async function makeWay(
  ctx: Making,
  given: NewWayOut,
): Promise<{ name: string; signing_secret: string | null }> {
  const written = await writeNew(ctx, given)
  const { name, per_minute } = given
  const made = await ctx.db
    .insertInto('ways_out')
    .values({ name, settings: JSON.stringify(written.settings), secret: written.secret, per_minute })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!made) throw new AppError('conflict', 'There is a way out of this name already. Choose another.')
  await notifyLive(ctx.db, { kind: 'outgoing' })
  return { name, signing_secret: signingSecretOf(ctx, written) }
}

/** Changes what is given. @throws AppError as `makeWay` does, or not-found */
export async function changeWay(ctx: Making, name: string, patch: WayOutPatch): Promise<void> {
  await ctx.db.transaction().execute(async (trx) => {
    const way = await findWay(trx, name)
    const { settings, secret } = await writeChanged({ ...ctx, db: trx }, way, patch)
    await trx
      .updateTable('ways_out')
      .set({
        settings: JSON.stringify(settings),
        secret,
        per_minute: patch.per_minute === undefined ? way.per_minute : patch.per_minute,
        active: patch.active ?? way.active,
        // What is changed is tried at once.
        failures: 0,
        next_at: ctx.now(),
      })
      .where('id', '=', way.id)
      .execute()
    await notifyLive(trx, { kind: 'outgoing' })
  })
}

/** Ends a way out, with its rules, what waits for it and the log of it. @throws AppError not-found */
export async function removeWay(db: Kysely<DB>, name: string): Promise<void> {
  const gone = await db.deleteFrom('ways_out').where('name', '=', name).returning('id').executeTakeFirst()
  orNotFound(gone, 'way out with this name')
  await notifyLive(db, { kind: 'outgoing' })
}
