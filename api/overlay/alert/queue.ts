import { type Kysely, sql, type Transaction } from 'kysely'
import type { OverlayAlertJson } from '#api/contract/overlay.ts'
import { AppError, orNotFound } from '#api/errors.ts'
import { notifyLive } from '#api/live/notify-live.ts'
import { fillAlerts } from '#api/overlay/alert/fill-alerts.ts'
import { type LoadedAlert, loadAlerts } from '#api/overlay/alert/load-alerts.ts'
import { findOverlay, inShow } from '#api/overlay/overlays.ts'
import { readPrivacy } from '#api/public/read/find-public-show.ts'
import type { DB } from '#db/schema/index.ts'
import type { OverlayAlertRow } from '#db/schema/overlay.ts'

type QueueShow = { id: number; slug: string; demo: boolean }

/** How far back the studio shows what was in the queue. */
const SHOWN_MS = 24 * 60 * 60 * 1000

/**
 * What an overlay is to show and has shown, the latest first.
 * @param sight what the asker sees, and all of it: what is new comes into the queue whoever asks
 * @throws AppError not-found
 */
export async function listQueue(
  { view, db }: { view: Kysely<DB>; db: Kysely<DB> },
  show: QueueShow,
  id: string,
  now: Date,
): Promise<OverlayAlertJson[]> {
  const overlay = orNotFound(
    await view
      .selectFrom('overlays')
      .selectAll()
      .where('show_id', '=', show.id)
      .where('id', '=', id)
      .executeTakeFirst(),
    'overlay with this id',
  )
  await fillAlerts(db, overlay, show, now)
  const since = new Date(now.getTime() - SHOWN_MS)
  const alerts = await loadAlerts(view, overlay, await readPrivacy(view, show), { since, released: false })
  return alerts.toReversed().map(alertAsJson)
}

/** Has an overlay show something once more, or a test. @throws AppError not-found */
export async function addAlert(
  db: Kysely<DB>,
  show: QueueShow,
  id: string,
  again: number | null,
  now: Date,
): Promise<void> {
  await inShow(db, show, async (trx) => {
    await findOverlay(trx, show, id)
    const before = again === null ? null : await findAlert(trx, id, again)
    await trx
      .insertInto('overlay_alerts')
      .values({
        overlay_id: id,
        kind: before?.kind ?? 'test',
        boost_id: before?.boost_id ?? null,
        goal_id: before?.goal_id ?? null,
        goal_reached_at: before?.goal_reached_at ?? null,
        again: true,
        state: 'released',
        place: await nextPlace(trx, id),
        created_at: now,
      })
      .execute()
  })
}

/** Lets an alert through, or has it shown no more, also while it is shown. @throws AppError not-found, conflict */
export async function moveAlert(
  db: Kysely<DB>,
  show: QueueShow,
  id: string,
  alert: number,
  state: 'released' | 'skipped',
  now: Date,
): Promise<void> {
  await inShow(db, show, async (trx) => {
    await findOverlay(trx, show, id)
    const before = await findAlert(trx, id, alert)
    if (state === 'released' && before.state !== 'waiting')
      throw new AppError('conflict', 'It was let through or skipped before. It can be shown once more.')
    await trx
      .updateTable('overlay_alerts')
      .set(
        state === 'skipped'
          ? { state }
          : // What waited is news from now on.
            { state, place: await nextPlace(trx, id), created_at: now },
      )
      .where('id', '=', alert)
      .execute()
  })
}

/** Notes that an overlay has begun to show an alert; the first one that does counts. */
export async function noteShown(
  db: Kysely<DB>,
  { id, slug }: { id: string; slug: string },
  place: number,
  now: Date,
): Promise<void> {
  const noted = await db
    .updateTable('overlay_alerts')
    .set({ shown_at: now })
    .where('overlay_id', '=', id)
    .where('place', '=', place)
    .where('shown_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  if (noted) await notifyLive(db, { kind: 'overlay', show: slug })
}

async function findAlert(trx: Transaction<DB>, overlayId: string, id: number): Promise<OverlayAlertRow> {
  return orNotFound(
    await trx
      .selectFrom('overlay_alerts')
      .selectAll()
      .where('overlay_id', '=', overlayId)
      .where('id', '=', id)
      .executeTakeFirst(),
    'alert with this id',
  )
}

/** Of an overlay that is locked. */
async function nextPlace(trx: Transaction<DB>, overlayId: string): Promise<number> {
  const { last_place } = await trx
    .updateTable('overlays')
    .set({ last_place: sql`last_place + 1` })
    .where('id', '=', overlayId)
    .returning('last_place')
    .executeTakeFirstOrThrow()
  return last_place
}

function alertAsJson({ row, words }: LoadedAlert): OverlayAlertJson {
  const state = row.state === 'released' && row.shown_at !== null ? 'shown' : row.state
  return { ...words, state, at: row.created_at.toISOString() }
}
