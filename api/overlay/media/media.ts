import { randomUUIDv7 } from 'node:crypto'
import type { Request, Response } from 'express'
import { type Kysely, sql, type Transaction } from 'kysely'
import type { Context } from '#api/context.ts'
import type { OverlayMediaJson, OverlayMediumJson } from '#api/contract/overlay.ts'
import { AppError, orNotFound } from '#api/errors.ts'
import { readBytes } from '#api/http/read-body.ts'
import { makePicture } from '#api/overlay/media/make-picture.ts'
import { mediaOf } from '#api/overlay/media/named-media.ts'
import { readSound } from '#api/overlay/media/read-sound.ts'
import type { DB } from '#db/schema/index.ts'
import type { OverlayMedium } from '#db/schema/overlay.ts'

type MediaShow = { id: number }

/** What is sent; what is kept of it is smaller, see where it is read. */
const LARGEST = 10_000_000
/** As the database has it too. */
const LARGEST_KEPT = 6_000_000
/** What a show may keep. */
const MOST = { files: 40, bytes: 40_000_000 }

const FIELDS = ['id', 'kind', 'name', 'type', 'width', 'height', 'frames', 'ms', 'created_at'] as const
const size = sql<number>`length(bytes)`.as('size')

/** A show's own pictures and sounds, by name, without their bytes. */
export async function listMedia(db: Kysely<DB>, show: MediaShow): Promise<OverlayMediaJson> {
  const rows = await db
    .selectFrom('overlay_media')
    .select(FIELDS)
    .select(size)
    .where('show_id', '=', show.id)
    .orderBy('kind')
    .orderBy('name')
    .execute()
  return { items: rows.map(mediumAsJson), next_cursor: null, most: MOST }
}

/**
 * Keeps a picture or a sound that is the body of a request.
 * @throws AppError wrong-content-type, too-large, unprocessable where it is neither, conflict where the name is taken or there is no room
 */
export async function addMedium(
  { db }: Pick<Context, 'db'>,
  show: MediaShow,
  { req, res, name }: { req: Request; res: Response; name: string },
): Promise<OverlayMediumJson> {
  if (!req.is('application/octet-stream'))
    throw new AppError('wrong-content-type', 'Send the file itself, as application/octet-stream.')
  const body = Buffer.from(await readBytes(req, res, { limit: LARGEST }))
  const medium = await readMedium(body)
  return await db.transaction().execute(async (trx) => {
    await trx.selectFrom('shows').select('id').where('id', '=', show.id).forUpdate().execute()
    await seeRoom(trx, show, medium.bytes.length)
    const made = await trx
      .insertInto('overlay_media')
      .values({ id: randomUUIDv7(), show_id: show.id, name, ...medium })
      .onConflict((conflict) => conflict.columns(['show_id', 'kind', 'name']).doNothing())
      .returning(FIELDS)
      .returning(size)
      .executeTakeFirst()
    if (!made) throw new AppError('conflict', `“${name}” is there already. Choose another name.`)
    return mediumAsJson(made)
  })
}

/** Removes a picture or sound with its file. @throws AppError not-found, conflict where a rule of an overlay names it */
export async function removeMedium(db: Kysely<DB>, show: MediaShow, id: string): Promise<void> {
  await db.transaction().execute(async (trx) => {
    // Who has an overlay name it holds it: see `holdMedia`.
    const held = await trx
      .selectFrom('overlay_media')
      .select('id')
      .where('show_id', '=', show.id)
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst()
    orNotFound(held, 'picture or sound with this id')
    const overlays = await trx
      .selectFrom('overlays')
      .select(['name', 'settings'])
      .where('show_id', '=', show.id)
      .execute()
    const user = overlays.find(({ settings }) => mediaOf(settings.rules).includes(id))
    if (user) throw new AppError('conflict', `A rule of “${user.name}” uses it. Give that another one first.`)
    await trx.deleteFrom('overlay_media').where('id', '=', id).execute()
  })
}

async function readMedium(body: Buffer) {
  const nothing = { width: null, height: null, frames: null, ms: null }
  const sound = await readSound(body)
  if (sound) return { ...nothing, kind: 'sound' as const, ...sound }
  const picture = await makePicture(body)
  if (picture.bytes.length > LARGEST_KEPT)
    throw new AppError(
      'unprocessable',
      'Also made small, this picture has more than 6 MB. Give a shorter one.',
    )
  return { ...nothing, kind: 'picture' as const, ...picture }
}

/** Of a show that is locked. @throws AppError conflict */
async function seeRoom(trx: Transaction<DB>, { id }: MediaShow, more: number): Promise<void> {
  const { files, bytes } = await trx
    .selectFrom('overlay_media')
    .select([
      sql<number>`count(*)::integer`.as('files'),
      sql<number>`coalesce(sum(length(bytes)), 0)::integer`.as('bytes'),
    ])
    .where('show_id', '=', id)
    .executeTakeFirstOrThrow()
  if (files >= MOST.files)
    throw new AppError('conflict', `${MOST.files} pictures and sounds are enough. Remove one first.`)
  if (bytes + more > MOST.bytes)
    throw new AppError(
      'conflict',
      `A show's pictures and sounds have ${MOST.bytes / 1_000_000} MB together. Remove one first.`,
    )
}

function mediumAsJson({
  created_at,
  ...medium
}: Pick<OverlayMedium, (typeof FIELDS)[number]> & { size: number }): OverlayMediumJson {
  return { ...medium, created_at: created_at.toISOString() }
}
