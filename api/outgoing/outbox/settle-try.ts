import type { Kysely } from 'kysely'
import type { DB } from '#db/schema/index.ts'
import type { Firing, WayOut } from '#db/schema/outgoing.ts'

/**
 * How a try ended.
 * - sent: it was taken
 * - refused: it was answered that it is not, which another try would not change
 * - later: nobody answered, or asked to come again
 * - left_out: there is nothing to tell of it any more
 */
export type Outcome =
  | { kind: 'sent' | 'refused' | 'left_out'; answer: string }
  | { kind: 'later'; answer: string; afterMs: number | null }

const FIRST_MS = 5_000
const LONGEST_MS = 15 * 60_000
/** What could not be told for so long is old. */
const GIVES_UP_MS = 86_400_000

const STATES = { sent: 'sent', refused: 'failed', left_out: 'left_out' } as const

/**
 * Writes down how a try ended. Where nobody answered, all that the way has to send waits, longer each time, so that the order holds; what
 * waited for a day is given up.
 */
export async function settleTry(
  db: Kysely<DB>,
  { way, firing }: { way: WayOut; firing: Firing },
  outcome: Outcome,
  now: Date,
): Promise<void> {
  const isLate = outcome.kind === 'later'
  const state = isLate
    ? now.getTime() - firing.queued_at.getTime() > GIVES_UP_MS
      ? 'failed'
      : 'waiting'
    : STATES[outcome.kind]
  const noted: Noted = {
    state,
    answer: outcome.answer,
    attempts: firing.attempts + 1,
    tried_at: now,
  }
  const isAsBefore = !isLate && way.failures === 0
  if (isAsBefore) return await note(db, firing, noted)
  await db.transaction().execute(async (trx) => {
    const waitMs = isLate
      ? (outcome.afterMs ?? Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(way.failures, 20)))
      : 0
    await trx
      .updateTable('ways_out')
      .set({ failures: isLate ? way.failures + 1 : 0, next_at: new Date(now.getTime() + waitMs) })
      .where('id', '=', way.id)
      .execute()
    await note(trx, firing, noted)
  })
}

type Noted = Pick<Firing, 'state' | 'answer' | 'attempts' | 'tried_at'>

async function note(db: Kysely<DB>, { id }: Firing, noted: Noted): Promise<void> {
  await db.updateTable('outbox').set(noted).where('id', '=', id).execute()
}
