import type { Kysely } from 'kysely'
import { notifyLive } from '#api/live/notify-live.ts'
import type { SourceStatus } from '#api/source/kind/source-kind.ts'
import type { SourceProblem } from '#api/source/kind/source-problem.ts'
import type { DB } from '#db/schema/index.ts'

type Id = { source_id: number; version: number }

/** Notes what a running source tells of itself. A change of state is shown on open pages at once. */
export async function writeStatus(
  db: Kysely<DB>,
  { source_id, version }: Id,
  status: SourceStatus,
  now: Date,
) {
  const { state, history, network = null, untimed } = status
  await db.transaction().execute(async (trx) => {
    const before = await lock(trx, source_id, version)
    if (!before) return
    await trx
      .updateTable('connections')
      .set({
        ...(state === 'connecting' ? {} : { contact_at: now }),
        ...(state === undefined || (state === 'connecting' && before.state === 'failing')
          ? {}
          : { state, problem: null, next_step: null }),
        ...(state === undefined || state === before.state ? {} : { state_since: now }),
        ...(history === undefined
          ? {}
          : { listed: history?.listed ?? null, to_list: history?.to_list ?? null }),
        ...(network === null ? {} : { network }),
        ...(untimed === undefined ? {} : { untimed }),
      })
      .where('source_id', '=', source_id)
      .execute()
    if (
      (state !== undefined && before.state !== state) ||
      history !== undefined ||
      untimed !== undefined ||
      (network ?? before.network) !== before.network
    )
      await notifyLive(trx, { kind: 'sources' })
  })
}

/** Notes why a source cannot be followed at the moment. */
export async function writeProblem(
  db: Kysely<DB>,
  { source_id, version }: Id,
  problem: SourceProblem,
  now: Date,
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const before = await lock(trx, source_id, version)
    if (!before) return
    await trx
      .updateTable('connections')
      .set({
        state: 'failing',
        problem: problem.message,
        next_step: problem.step,
        ...(before.state === 'failing' ? {} : { state_since: now }),
      })
      .where('source_id', '=', source_id)
      .execute()
    if (before.problem !== problem.message) await notifyLive(trx, { kind: 'sources' })
  })
}

function lock(trx: Kysely<DB>, sourceId: number, version: number) {
  return trx
    .selectFrom('connections')
    .select(['state', 'problem', 'network'])
    .where('source_id', '=', sourceId)
    .where('version', '=', version)
    .forUpdate()
    .executeTakeFirst()
}
