import { randomUUIDv7 } from 'node:crypto'
import type { Kysely, Transaction } from 'kysely'
import { findEpisodeId } from '#api/alias/alias.ts'
import type { GoalJson, GoalPatch, NewGoal } from '#api/contract/goal.ts'
import { AppError, orNotFound } from '#api/errors.ts'
import { readStand } from '#api/goal/stand.ts'
import { dayIn } from '#api/lib/day.ts'
import { wantCurrency } from '#api/rate/request-rates.ts'
import { touchShow } from '#api/show/touch-show.ts'
import { bringUpToDate } from '#api/totals/maintain/bring-up-to-date.ts'
import type { GoalRow } from '#db/schema/goal.ts'
import type { DB } from '#db/schema/index.ts'

const MOST = 20
/** What a run is of: where one of them changes, another begins. */
const RUN = ['target', 'currency', 'period', 'episode_id', 'first_day', 'last_day'] as const

type GoalShow = { id: number; time_zone: string; demo: boolean }

/**
 * The goals of a show in the order in which they were made, and how far each has come.
 * @param whole all of the database, where `db` is what somebody sees of it: cells are brought up to date there
 */
export async function listGoals(db: Kysely<DB>, show: GoalShow, now: Date, whole = db): Promise<GoalJson[]> {
  await bringUpToDate(whole, show.id)
  const rows = await loadGoals(db, show.id)
  const goals = []
  for (const row of rows) goals.push(await goalAsJson(db, show, row, now))
  return goals
}

/** The goals of a show, with the titles of their episodes. */
export async function loadGoals(db: Kysely<DB>, showId: number) {
  return await db
    .selectFrom('goals')
    .leftJoin('episodes', 'episodes.id', 'goals.episode_id')
    .selectAll('goals')
    .select('episodes.title as episode_title')
    .where('goals.show_id', '=', showId)
    .orderBy('goals.created_at')
    .orderBy('goals.id')
    .execute()
}

async function goalAsJson(
  db: Kysely<DB>,
  show: GoalShow,
  row: GoalRow & { episode_title: string | null },
  now: Date,
): Promise<GoalJson> {
  const { id, title, target, currency, period, first_day, last_day, episode_id, episode_title } = row
  return {
    id,
    title,
    episode: episode_id === null ? null : { id: episode_id, title: episode_title },
    target,
    currency,
    period,
    from: first_day,
    to: last_day,
    ...(await readStand(db, show, row, dayIn(now, show.time_zone))),
  }
}

/** Makes a goal. @throws AppError unprocessable where its days do not fit its period; conflict where there are many */
export async function makeGoal(
  db: Kysely<DB>,
  show: GoalShow,
  wanted: NewGoal,
  now: Date,
): Promise<GoalJson> {
  const id = randomUUIDv7()
  await db.transaction().execute(async (trx) => {
    await touchShow(trx, show.id)
    const { count } = await trx
      .selectFrom('goals')
      .select((select) => select.cast<number>(select.fn.countAll(), 'integer').as('count'))
      .where('show_id', '=', show.id)
      .executeTakeFirstOrThrow()
    if (count >= MOST) throw new AppError('conflict', `${MOST} goals are enough. Remove one first.`)
    const row = await asRow(trx, show.id, wanted)
    await trx
      .insertInto('goals')
      .values({ ...row, id, show_id: show.id, created_at: now })
      .execute()
  })
  if (wanted.currency !== null) await wantCurrency(db, wanted.currency)
  return await readGoal(db, show, id, now)
}

/** Changes a goal; what is left out stays. Changed in more than its words, it runs anew. @throws AppError as `makeGoal`, not-found */
export async function changeGoal(
  db: Kysely<DB>,
  show: GoalShow,
  id: string,
  patch: GoalPatch,
  now: Date,
): Promise<GoalJson> {
  await db.transaction().execute(async (trx) => {
    await touchShow(trx, show.id)
    const before = orNotFound(await findGoal(trx, show.id, id), 'goal with this id')
    const { title, target, currency, period, episode_id, first_day, last_day } = before
    const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined))
    const row = await asRow(trx, show.id, {
      ...{ title, target, currency, period, episode: episode_id, from: first_day, to: last_day },
      ...given,
    })
    const isSame = RUN.every((name) => row[name] === before[name])
    await trx
      .updateTable('goals')
      .set({ ...row, ...(isSame ? {} : { reached_at: null, reached_of: null }) })
      .where('id', '=', id)
      .execute()
  })
  if (patch.currency) await wantCurrency(db, patch.currency)
  return await readGoal(db, show, id, now)
}

/** @throws AppError not-found */
export async function removeGoal(db: Kysely<DB>, show: GoalShow, id: string): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await touchShow(trx, show.id)
    const { numDeletedRows } = await trx
      .deleteFrom('goals')
      .where('show_id', '=', show.id)
      .where('id', '=', id)
      .executeTakeFirst()
    if (numDeletedRows === 0n) orNotFound(undefined, 'goal with this id')
  })
}

/** One of the same goals; the others are not counted. @throws AppError not-found */
export async function readGoal(db: Kysely<DB>, show: GoalShow, id: string, now: Date): Promise<GoalJson> {
  await bringUpToDate(db, show.id)
  const row = (await loadGoals(db, show.id)).find((goal) => goal.id === id)
  return await goalAsJson(db, show, orNotFound(row, 'goal with this id'), now)
}

async function findGoal(db: Kysely<DB>, showId: number, id: string): Promise<GoalRow | undefined> {
  return await db
    .selectFrom('goals')
    .selectAll()
    .where('show_id', '=', showId)
    .where('id', '=', id)
    .executeTakeFirst()
}

/** A goal's columns, once they fit together. */
async function asRow(trx: Transaction<DB>, showId: number, { episode, from, to, ...goal }: NewGoal) {
  if (goal.period === 'season' && (from === null || to === null || from > to))
    throw new AppError('unprocessable', 'A season has a first day and a last one after it.')
  if (goal.period !== 'season' && to !== null)
    throw new AppError('unprocessable', 'Only a season has a last day.')
  if ((goal.period === 'month' || goal.period === 'year') && from !== null)
    throw new AppError('unprocessable', 'A month and a year begin by themselves: leave the first day out.')
  return { ...goal, episode_id: await findOwnEpisode(trx, showId, episode), first_day: from, last_day: to }
}

async function findOwnEpisode(
  trx: Transaction<DB>,
  showId: number,
  id: string | null,
): Promise<string | null> {
  if (id === null) return null
  const own = await trx
    .selectFrom('episodes')
    .select('id')
    .where('show_id', '=', showId)
    .where('id', '=', await findEpisodeId(trx, id))
    .executeTakeFirst()
  if (!own) throw new AppError('unprocessable', 'There is no such episode of this show.')
  return own.id
}
