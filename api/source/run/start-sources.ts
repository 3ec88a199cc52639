import pg from 'pg'
import type { Context } from '#api/context.ts'
import { sleep, withTimeout } from '#api/lib/async.ts'
import { wakeSources } from '#api/source/connection/notify-sources.ts'
import type { SourceKind } from '#api/source/kind/source-kind.ts'
import { sourceKinds } from '#api/source/list-kinds.ts'
import { followSource } from '#api/source/run/follow-source.ts'
import type { Following } from '#api/source/run/record-from-source.ts'
import { createHearing, type Hearing, readTold } from '#api/source/told/hearing.ts'
import { markSession } from '#db/own-session.ts'

/** How often sources are looked for that were added, changed, paused or left by another process; a notice is quicker. */
const LOOK_MS = 5_000
/** The same where there is none: nobody can leave one, and a new one comes with a notice. */
const NONE_MS = 60_000
const RETRY_MS = 2_000
/** How long a source may take to end. */
const GRACE_MS = 5_000

export type Sources = { stop(): Promise<void> }

type Follower = { following: Following; hearing: Hearing; abort: AbortController; done: Promise<void> }

/**
 * Follows every source that is not paused, each in one process of this installation only, and each apart: what happens to one
 * never touches another, or the service.
 */
export function startSources(ctx: Context, kinds: readonly SourceKind[] = sourceKinds): Sources {
  const stopping = new AbortController()
  const signal = AbortSignal.any([stopping.signal, ctx.stopping])
  const work = async () => {
    while (!signal.aborted) {
      try {
        await superviseOnce(ctx, kinds, signal)
      } catch (error) {
        if (!signal.aborted) ctx.log.error({ err: error }, 'sources cannot be followed; it is tried again')
      }
      await sleep(RETRY_MS, signal)
    }
  }
  const done = work()
  return {
    stop: async () => {
      stopping.abort()
      await done
    },
  }
}

/** Works as long as its connection holds, whose locks say which sources are ours; without it every source is let go. */
async function superviseOnce(ctx: Context, kinds: readonly SourceKind[], signal: AbortSignal): Promise<void> {
  const client = new pg.Client(ctx.database.connection)
  const lost = new AbortController()
  const either = AbortSignal.any([signal, lost.signal])
  const followers = new Map<number, Follower>()
  let woken = Promise.withResolvers<void>()
  client.on('error', () => lost.abort())
  client.on('end', () => lost.abort())
  const [changes, told] = [`sources_${ctx.database.schema}`, `told_${ctx.database.schema}`]
  client.on('notification', ({ channel, payload }) => {
    if (channel !== told) return woken.resolve()
    const heard = readTold(payload)
    if (heard) followers.get(heard.sourceId)?.hearing.tell(heard.what)
  })
  try {
    await client.connect()
    await markSession(client, ctx.database)
    for (const channel of [changes, told]) await client.query(`listen ${pg.escapeIdentifier(channel)}`)
    while (!either.aborted) {
      woken = Promise.withResolvers()
      const wanted = await reconcile(ctx, kinds, client, followers, either)
      await Promise.race([woken.promise, sleep(wanted > 0 ? LOOK_MS : NONE_MS, either)])
    }
  } finally {
    await Promise.all([...followers.values()].map(stopFollower))
    await client.end().catch(() => {})
    // Another process may take over at once.
    if (followers.size > 0) await wakeSources(ctx.db).catch(() => {})
  }
}

/** Lets go of what was changed, paused or removed, and takes up what nobody follows. @returns how many are to be followed */
async function reconcile(
  ctx: Context,
  kinds: readonly SourceKind[],
  client: pg.Client,
  followers: Map<number, Follower>,
  signal: AbortSignal,
): Promise<number> {
  const wanted = new Map(
    (await loadFollowings(ctx, kinds)).map((following) => [following.source_id, following]),
  )
  for (const [id, follower] of followers) {
    if (wanted.get(id)?.version === follower.following.version) continue
    await stopFollower(follower)
    followers.delete(id)
    await client.query('select pg_advisory_unlock(hashtext($1), $2)', [lockSpace(ctx), id])
  }
  for (const [id, following] of wanted) {
    if (followers.has(id) || signal.aborted) continue
    const { rows } = await client.query<{ got: boolean }>(
      'select pg_try_advisory_lock(hashtext($1), $2) as got',
      [lockSpace(ctx), id],
    )
    if (!rows[0]?.got) continue
    const abort = new AbortController()
    const hearing = createHearing()
    const done = followSource(ctx, following, AbortSignal.any([signal, abort.signal]), hearing).catch(
      (err: unknown) =>
        ctx.log.error({ err, source: following.origin.source }, 'a source stopped; it is taken up again'),
    )
    const follower = { following, hearing, abort, done }
    followers.set(id, follower)
    // One that ended by itself is taken up again at the next look.
    void done.then(async () => {
      if (followers.get(id) !== follower || signal.aborted) return
      followers.delete(id)
      await client.query('select pg_advisory_unlock(hashtext($1), $2)', [lockSpace(ctx), id]).catch(() => {})
    })
  }
  return wanted.size
}

/** One that does not end in time is left behind: what it still records is known, and its cursor cannot move any more. */
async function stopFollower({ abort, done }: Follower): Promise<void> {
  abort.abort()
  await withTimeout(done, GRACE_MS)
}

async function loadFollowings(ctx: Context, kinds: readonly SourceKind[]): Promise<Following[]> {
  const rows = await ctx.db
    .selectFrom('connections')
    .innerJoin('sources', 'sources.id', 'connections.source_id')
    .select(['source_id', 'version', 'sources.name', 'sources.kind', 'sources.exactness'])
    .where('paused', '=', false)
    .orderBy('source_id')
    .execute()
  return rows.flatMap(({ source_id, version, name, kind: kindName, exactness }) => {
    const kind = kinds.find((known) => known.kind === kindName)
    return kind ? [{ source_id, version, kind, origin: { source: name, kind: kindName, exactness } }] : []
  })
}

function lockSpace(ctx: Context): string {
  return `${ctx.database.schema} source`
}
