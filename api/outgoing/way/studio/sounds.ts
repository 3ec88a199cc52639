import { randomUUIDv7 } from 'node:crypto'
import type { Request, Response } from 'express'
import { type Kysely, sql } from 'kysely'
import type { Context } from '#api/context.ts'
import type { SoundJson } from '#api/contract/outgoing/way.ts'
import { AppError, orNotFound } from '#api/errors.ts'
import { readBytes } from '#api/http/read-body.ts'
import { soundType } from '#api/lib/sound-type.ts'
import type { DB } from '#db/schema/index.ts'

/** As the database has it too. */
const LARGEST = 5_000_000
const MOST_SOUNDS = 100

/** Every sound, without its bytes. */
export async function listSounds(db: Kysely<DB>): Promise<SoundJson[]> {
  const rows = await db
    .selectFrom('sounds')
    .select(['id', 'name', 'type', 'created_at', sql<number>`length(bytes)`.as('size')])
    .orderBy('name')
    .execute()
  return rows.map(({ created_at, ...row }) => ({ ...row, created_at: created_at.toISOString() }))
}

/**
 * Keeps a sound that is the body of a request.
 * @throws AppError wrong-content-type, too-large, conflict where the name is taken, unprocessable where it is no sound
 */
export async function addSound(
  { db }: Pick<Context, 'db'>,
  { req, res, name }: { req: Request; res: Response; name: string },
): Promise<SoundJson> {
  if (!req.is('application/octet-stream'))
    throw new AppError('wrong-content-type', 'Send the file itself, as application/octet-stream.')
  const bytes = Buffer.from(await readBytes(req, res, { limit: LARGEST }))
  const type = soundType(bytes)
  if (type === null)
    throw new AppError(
      'unprocessable',
      'This is no sound that browsers play. Give an MP3, Ogg, WAV, FLAC or M4A.',
    )
  const { count } = await db
    .selectFrom('sounds')
    .select(sql<number>`count(*)::integer`.as('count'))
    .executeTakeFirstOrThrow()
  if (count >= MOST_SOUNDS) throw new AppError('conflict', 'There are 100 sounds already. Remove one first.')
  const made = await db
    .insertInto('sounds')
    .values({ id: randomUUIDv7(), name, type, bytes })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .returning(['id', 'created_at'])
    .executeTakeFirst()
  if (!made) throw new AppError('conflict', 'There is a sound of this name already. Choose another.')
  return { id: made.id, name, type, size: bytes.length, created_at: made.created_at.toISOString() }
}

/** Answers with a sound, which never changes. @throws AppError not-found */
export async function sendSound(db: Kysely<DB>, id: string, res: Response): Promise<void> {
  const sound = orNotFound(
    await db.selectFrom('sounds').select(['type', 'bytes']).where('id', '=', id).executeTakeFirst(),
    'sound with this id',
  )
  res
    .set({ 'Content-Type': sound.type, 'Cache-Control': 'private, max-age=31536000, immutable' })
    .set('Content-Length', String(sound.bytes.length))
    .end(sound.bytes)
}

/** Removes a sound. @throws AppError not-found, conflict where a way plays it */
export async function removeSound(db: Kysely<DB>, id: string): Promise<void> {
  const way = await db
    .selectFrom('ways_out')
    .select('name')
    .where(sql<string>`settings -> 'sound' ->> 'id'`, '=', id)
    .executeTakeFirst()
  if (way) throw new AppError('conflict', `“${way.name}” plays it. Give that another sound first.`)
  const gone = await db.deleteFrom('sounds').where('id', '=', id).returning('id').executeTakeFirst()
  orNotFound(gone, 'sound with this id')
}
