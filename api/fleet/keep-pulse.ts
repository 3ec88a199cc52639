import { hostname } from 'node:os'
import { sql } from 'kysely'
import type { Context } from '#api/context.ts'
import { sleep } from '#api/lib/async.ts'
import { PlainError } from '#api/lib/errors.ts'
import { endSessionsOf, PROCESS } from '#db/own-session.ts'

const BEAT_MS = 5_000
/** Whoever was not seen for so long is frozen, or gone. */
const SILENT_S = 15

export type Pulse = { stop(): Promise<void> }

type Means = Pick<Context, 'db' | 'database' | 'log' | 'fleet' | 'stopping'>

/**
 * Shows the other processes on this database that this one lives, and ends the sessions of one that stands still: a frozen process
 * keeps its connections, and with them the locks of sources that nobody follows then.
 * @param keyCheck the same for processes with the same SECRET_KEY
 * @throws PlainError where another one that lives has another SECRET_KEY
 */
export async function startPulse(
  ctx: Means,
  keyCheck: string,
  beatMs = BEAT_MS,
  silentS = SILENT_S,
): Promise<Pulse> {
  await checkKeys(ctx, keyCheck, silentS)
  await beat(ctx, keyCheck, silentS)
  const ending = new AbortController()
  const signal = AbortSignal.any([ending.signal, ctx.stopping])
  const work = async () => {
    while (!signal.aborted) {
      await sleep(beatMs, signal)
      if (signal.aborted) return
      await beat(ctx, keyCheck, silentS).catch((error: unknown) =>
        ctx.log.warn(
          { err: error },
          'the other services cannot be told that this one lives; it is tried again',
        ),
      )
    }
  }
  const done = work()
  return {
    stop: async () => {
      ending.abort()
      await done
      await ctx.db
        .deleteFrom('services')
        .where('id', '=', PROCESS)
        .execute()
        .catch(() => {})
    },
  }
}

const silence = sql<number>`extract(epoch from now() - seen_at)::float8`

async function checkKeys({ db }: Means, keyCheck: string, silentS: number): Promise<void> {
  const other = await db
    .selectFrom('services')
    .select(['host', 'pid'])
    .where('id', '<>', PROCESS)
    .where('key_check', '<>', keyCheck)
    .where(silence, '<', silentS)
    .executeTakeFirst()
  if (other)
    throw new PlainError(
      `The service on ${other.host} (process ${other.pid}) uses this database with another SECRET_KEY, so neither could open the ` +
        'secrets that the other seals. Set SECRET_KEY to the same for both: what is in secret.key in the DATA_DIR of that one, where it is not set there.',
    )
}

/** Says that we live, and looks who else does. */
async function beat({ db, database, log, fleet }: Means, keyCheck: string, silentS: number): Promise<void> {
  const before = await db
    .selectFrom('services')
    .select(['id', 'host', 'pid', silence.as('silent_s')])
    .execute()
  const own = before.find(({ id }) => id === PROCESS)
  await db
    .insertInto('services')
    .values({ id: PROCESS, host: hostname(), pid: process.pid, key_check: keyCheck })
    .onConflict((conflict) =>
      conflict
        .column('id')
        .doUpdateSet({ seen_at: (row) => row.ref('excluded.seen_at'), key_check: keyCheck }),
    )
    .execute()
  const others = before.filter(({ id }) => id !== PROCESS)
  fleet.setSize(1 + others.filter(({ silent_s }) => silent_s < silentS).length)
  // Where we could not tell of ourselves, neither could they: the database was away.
  if (!own || own.silent_s >= silentS) return
  for (const { id, host, pid, silent_s } of others) {
    if (silent_s < silentS) continue
    const ended = await endSessionsOf(db, database.schema, id)
    await db.deleteFrom('services').where('id', '=', id).where(silence, '>=', silentS).execute()
    if (ended > 0)
      log.warn({ host, pid, ended }, `the service on ${host} stands still, and what it did is taken over`)
  }
}
