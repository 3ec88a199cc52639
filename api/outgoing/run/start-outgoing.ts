import pg from 'pg'
import type { Context } from '#api/context.ts'
import { sleep, withTimeout } from '#api/lib/async.ts'
import type { Hint } from '#api/live/hub.ts'
import { notifyLive } from '#api/live/notify-live.ts'
import { queueFacts } from '#api/outgoing/fact/queue-facts.ts'
import { fillOutbox } from '#api/outgoing/outbox/fill-outbox.ts'
import { sendNext } from '#api/outgoing/run/send-next.ts'
import { markSession } from '#db/own-session.ts'

/** How often it is looked whether another process still does it, and whether something is due; a hint is quicker. */
const LOOK_MS = 5_000
/** Boosts that pour in are read together: a round at most so often, and for no more than one part in so many of the time. */
const PACE_MS = 100
const REST = 20
const GRACE_MS = 5_000

export type Outgoing = { stop(): Promise<void> }

/**
 * Tells others what rules say, in one process of the installation at a time: follows the feed of changes into the outbox, and has each way
 * send from it by itself, so that one that is slow holds up no other, and none of them what comes in.
 */
export function startOutgoing(ctx: Context): Outgoing {
  const stopping = new AbortController()
  const signal = AbortSignal.any([stopping.signal, ctx.stopping])
  const work = async () => {
    while (!signal.aborted) {
      try {
        await leadOnce(ctx, signal)
      } catch (error) {
        if (!signal.aborted) ctx.log.error({ err: error }, 'nothing goes out; it is tried again')
      }
      await sleep(LOOK_MS, signal)
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

/** Works as long as its connection holds the lock; does nothing where another's does. */
async function leadOnce(ctx: Context, signal: AbortSignal): Promise<void> {
  const client = new pg.Client(ctx.database.connection)
  const lost = new AbortController()
  client.on('error', () => lost.abort())
  client.on('end', () => lost.abort())
  try {
    await client.connect()
    await markSession(client, ctx.database)
    const { rows } = await client.query<{ got: boolean }>(
      'select pg_try_advisory_lock(hashtext($1), hashtext($2)) as got',
      [ctx.database.schema, 'outgoing'],
    )
    if (rows[0]?.got) await lead(ctx, AbortSignal.any([signal, lost.signal]))
  } finally {
    await client.end().catch(() => {})
  }
}

async function lead(ctx: Context, signal: AbortSignal): Promise<void> {
  let woken = Promise.withResolvers<void>()
  let hasRules = true
  let isNew = true
  const lanes = new Map<number, Promise<void>>()
  const restUntil = new Map<number, Date>()
  const unsubscribe = ctx.live.subscribe((hint: Hint) => {
    if (hint !== null && hint.kind !== 'changes' && hint.kind !== 'outgoing') return
    if (hint?.kind === 'changes' && !hasRules) return
    if (hint?.kind !== 'changes') {
      hasRules = true
      restUntil.clear()
    }
    isNew = true
    woken.resolve()
  })

  const openLanes = async () => {
    for (const id of await listBusyWays(ctx)) {
      if (lanes.has(id) || (restUntil.get(id) ?? 0) > ctx.now()) continue
      restUntil.delete(id)
      const lane = sendAll(ctx, id, signal)
        .then((until) => void (until && restUntil.set(id, until)))
        .catch((error: unknown) => {
          if (signal.aborted) return
          ctx.log.error({ err: error, way: id }, 'a way out failed; it is tried again')
          restUntil.set(id, new Date(ctx.now().getTime() + LOOK_MS))
        })
        .finally(() => {
          lanes.delete(id)
          woken.resolve()
        })
      lanes.set(id, lane)
    }
  }

  try {
    let looked = Number.NEGATIVE_INFINITY
    let watchAt = Number.NEGATIVE_INFINITY
    while (!signal.aborted) {
      woken = Promise.withResolvers()
      const begun = performance.now()
      let watched = 0
      if (isNew || begun - looked > LOOK_MS) {
        looked = begun
        isNew = false
        hasRules = await isFollowing(ctx)
        while (hasRules && !signal.aborted && (await fillOutbox(ctx.db, ctx.now())).more) {
          // On to the next changes.
        }
        if (hasRules && begun >= watchAt) {
          const from = performance.now()
          await queueFacts(ctx.db, ctx.now())
          watched = performance.now() - from
          // What sums much rests by itself, so that boosts wait no longer for their next round.
          watchAt = begun + Math.max(LOOK_MS, watched * REST)
        }
      }
      await openLanes()
      await sleep(Math.max(PACE_MS, (performance.now() - begun - watched) * REST), signal)
      const due = Math.min(
        ...[...restUntil.values()].map((at) => at.getTime() - ctx.now().getTime()),
        LOOK_MS,
      )
      await Promise.race([woken.promise, sleep(Math.max(0, due), signal)])
    }
  } finally {
    unsubscribe()
    await withTimeout(Promise.all(lanes.values()), GRACE_MS)
  }
}

/** Sends what waits for a way until nothing does. @returns when it may go on; null where it is done */
async function sendAll(ctx: Context, wayId: number, signal: AbortSignal): Promise<Date | null> {
  let tried = 0
  try {
    while (!signal.aborted) {
      const next = await sendNext(ctx, wayId, signal)
      if (next === null) return null
      if (next !== 'tried') return next.until
      tried++
    }
    return null
  } finally {
    // Who looks at the log sees it.
    if (tried > 0) await notifyLive(ctx.db, { kind: 'outgoing' }).catch(() => {})
  }
}

async function isFollowing({ db }: Context): Promise<boolean> {
  const rule = await db.selectFrom('sending_rules').select('id').where('active', '=', true).executeTakeFirst()
  return rule !== undefined
}

async function listBusyWays({ db }: Context): Promise<number[]> {
  const rows = await db
    .selectFrom('ways_out')
    .select('id')
    .where('active', '=', true)
    .where((where) =>
      where.exists(
        where
          .selectFrom('outbox')
          .select('outbox.id')
          .whereRef('outbox.way_id', '=', 'ways_out.id')
          .where('state', '=', 'waiting'),
      ),
    )
    .execute()
  return rows.map(({ id }) => id)
}
