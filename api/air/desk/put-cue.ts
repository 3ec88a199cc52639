import { randomUUID } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { Host } from '#api/air/actor.ts'
import { lockSegment } from '#api/air/segment/find-segment.ts'
import { touchSegment } from '#api/air/segment/touch-segment.ts'
import type { Cue } from '#api/contract/air/plan.ts'
import { AppError } from '#api/errors.ts'
import type { DB } from '#db/schema/index.ts'

/**
 * Says a line to whoever reads; the one before is gone with it.
 * @param text null takes the line away
 * @throws AppError conflict where the segment is closed
 */
export async function putCue(
  db: Kysely<DB>,
  segmentId: string,
  text: string | null,
  { host, now }: { host: Host; now: Date },
): Promise<Cue | null> {
  return await db.transaction().execute(async (trx) => {
    const segment = await lockSegment(trx, segmentId)
    if (segment.closed_at !== null) throw new AppError('conflict', 'This segment is closed: nobody reads it.')
    const cue = text === null ? null : { id: randomUUID(), text, person: host.name, at: now.toISOString() }
    await touchSegment(trx, segment.id, { cue: cue && JSON.stringify(cue) }, false)
    return cue
  })
}
