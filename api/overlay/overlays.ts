import { randomUUIDv7 } from 'node:crypto'
import type { Kysely, Transaction } from 'kysely'
import { hashToken, makeToken } from '#api/auth/token.ts'
import type { OverlayJson, OverlayMade, OverlayPatch, OverlaySettings } from '#api/contract/overlay.ts'
import { AppError, orNotFound } from '#api/errors.ts'
import { notifyLive } from '#api/live/notify-live.ts'
import { holdMedia } from '#api/overlay/media/named-media.ts'
import type { DB } from '#db/schema/index.ts'
import type { Overlay } from '#db/schema/overlay.ts'

type OverlayShow = { id: number; slug: string }
const MOST = 20

/** Safe by default: nothing is shown that no host let through. */
const DEFAULTS: OverlaySettings = {
  alerts: true,
  goals: true,
  ticker: false,
  leaderboard: false,
  moderated: true,
  autos: false,
  messages: true,
  accent: '#ffc247',
  rules: [
    {
      from_sats: 10_000,
      to_sats: null,
      words: null,
      sound: 'fanfare',
      image: 'burst',
      say: false,
      seconds: 12,
    },
    { from_sats: null, to_sats: null, words: null, sound: 'chime', image: 'artwork', say: false, seconds: 8 },
  ],
}

/** A show's overlays, by name. */
export async function listOverlays(db: Kysely<DB>, show: OverlayShow): Promise<OverlayJson[]> {
  const rows = await db
    .selectFrom('overlays')
    .selectAll()
    .where('show_id', '=', show.id)
    .orderBy('name')
    .execute()
  return rows.map(overlayAsJson)
}

/** Makes an overlay. @returns it with its path, whose secret is stored as a hash @throws AppError conflict */
export async function makeOverlay(
  db: Kysely<DB>,
  show: OverlayShow,
  name: string,
  now: Date,
): Promise<OverlayMade> {
  const token = makeToken()
  return await db.transaction().execute(async (trx) => {
    await trx.selectFrom('shows').select('id').where('id', '=', show.id).forUpdate().execute()
    if ((await listOverlays(trx, show)).length >= MOST)
      throw new AppError('conflict', `${MOST} overlays are enough. Remove one first.`)
    const row = await trx
      .insertInto('overlays')
      .values({
        id: randomUUIDv7(),
        show_id: show.id,
        name,
        token_hash: hashToken(token),
        settings: JSON.stringify(DEFAULTS),
        since: now,
        created_at: now,
      })
      .onConflict((conflict) => conflict.columns(['show_id', 'name']).doNothing())
      .returningAll()
      .executeTakeFirst()
    if (!row) throw taken(name)
    return { ...overlayAsJson(row), address: addressOf(token) }
  })
}

/** Gives an overlay another address; what is open under the old one is closed. @throws AppError not-found */
export async function renewAddress(db: Kysely<DB>, show: OverlayShow, id: string): Promise<OverlayMade> {
  const token = makeToken()
  return await inShow(db, show, async (trx) => {
    await findOverlay(trx, show, id)
    const row = await trx
      .updateTable('overlays')
      .set({ token_hash: hashToken(token) })
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirstOrThrow()
    return { ...overlayAsJson(row), address: addressOf(token) }
  })
}

/** Changes an overlay; what is left out stays. @throws AppError not-found, conflict, unprocessable */
export async function changeOverlay(
  db: Kysely<DB>,
  show: OverlayShow,
  id: string,
  { name, paused, settings }: OverlayPatch,
): Promise<OverlayJson> {
  return await inShow(db, show, async (trx) => {
    const before = await findOverlay(trx, show, id)
    if (name !== undefined && name !== before.name) {
      const others = await listOverlays(trx, show)
      if (others.some((other) => other.name === name)) throw taken(name)
    }
    if (settings?.rules) await holdMedia(trx, show.id, settings.rules)
    const given = Object.fromEntries(
      Object.entries(settings ?? {}).filter(([, value]) => value !== undefined),
    )
    const row = await trx
      .updateTable('overlays')
      .set({
        name: name ?? before.name,
        paused: paused ?? before.paused,
        settings: JSON.stringify({ ...before.settings, ...given }),
      })
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirstOrThrow()
    return overlayAsJson(row)
  })
}

/** @throws AppError not-found */
export async function removeOverlay(db: Kysely<DB>, show: OverlayShow, id: string): Promise<void> {
  await inShow(db, show, async (trx) => {
    await findOverlay(trx, show, id)
    await trx.deleteFrom('overlays').where('id', '=', id).execute()
  })
}

/** One of a show's overlays, locked: what is done to it is done one after another. @throws AppError not-found */
export async function findOverlay(trx: Transaction<DB>, show: OverlayShow, id: string): Promise<Overlay> {
  return orNotFound(
    await trx
      .selectFrom('overlays')
      .selectAll()
      .where('show_id', '=', show.id)
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst(),
    'overlay with this id',
  )
}

/** Does something to an overlay of a show in one transaction, of which open overlays and studios hear. */
export async function inShow<T>(
  db: Kysely<DB>,
  { slug }: OverlayShow,
  work: (trx: Transaction<DB>) => Promise<T>,
): Promise<T> {
  return await db.transaction().execute(async (trx) => {
    const answer = await work(trx)
    await notifyLive(trx, { kind: 'overlay', show: slug })
    return answer
  })
}

function overlayAsJson({ id, name, paused, settings, created_at }: Overlay): OverlayJson {
  return { id, name, paused, settings, created_at: created_at.toISOString() }
}

/** Behind the hash sign: no server on the way, ours neither, has it in its log. */
function addressOf(token: string): string {
  return `/overlay#${token}`
}

function taken(name: string): AppError {
  return new AppError('conflict', `There is an overlay named "${name}" already.`)
}
