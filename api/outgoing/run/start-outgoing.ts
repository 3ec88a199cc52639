import pg from 'pg'
import type { Context } from '#api/context.ts'
import { sleep, withTimeout } from '#api/lib/async.ts'
import type { Hint } from '#api/live/hub.ts'
import { queueFacts } from '#api/outgoing/fact/queue-facts.ts'
import { fillOutbox } from '#api/outgoing/outbox/fill-outbox.ts'
import { createLanes } from '#api/outgoing/run/lanes.ts'
import { markSession } from '#db/own-session.ts'

/** How often it is looked whether another process still does it, and whether something is due; a hint is quicker. */
const LOOK_MS = 5_000
/** While no rule is at work nothing comes but by hand, and a hint tells of that. */
const IDLE_MS = 60_000
/** What comes within this is read together. */
const PACE_MS = 100
/** Where more boosts than these come in a second, intake has the say: then it works one part in so many of the time, as long as it can. */
const FLOOD = 100
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
  const lanes = createLanes(ctx, signal, () => woken.resolve())
  const unsubscribe = ctx.live.subscribe((hint: Hint) => {
    if (hint !== null && hint.kind !== 'changes' && hint.kind !== 'outgoing') return
    if (hint?.kind === 'changes' && !hasRules) return
    if (hint?.kind === 'outgoing' && hint.is_log) return
    if (hint?.kind !== 'changes') {
      hasRules = true
      lanes.wakeAll()
    }
    isNew = true
    woken.resolve()
  })
  const watching = watchFacts(ctx, signal, {
    isWanted: () => hasRules,
    onQueued: () => woken.resolve(),
  })

  try {
    let looked = Number.NEGATIVE_INFINITY
    while (!signal.aborted) {
      woken = Promise.withResolvers()
      const begun = performance.now()
      const lookMs = hasRules ? LOOK_MS : IDLE_MS
      let rest = PACE_MS
      if (isNew || begun - looked > lookMs) {
        const sinceMs = Math.max(PACE_MS, begun - looked)
        looked = begun
        isNew = false
        hasRules = await isFollowing(ctx)
        const boosts = hasRules ? await fill(ctx, signal) : 0
        // What a slow machine took long for is no reason to leave it for minutes.
        if (boosts * 1000 > FLOOD * sinceMs)
          rest = Math.min(LOOK_MS, Math.max(PACE_MS, (performance.now() - begun) * REST))
      }
      await lanes.open()
      await sleep(rest, signal)
      await Promise.race([woken.promise, sleep(Math.min(lanes.dueIn(), lookMs), signal)])
    }
  } finally {
    unsubscribe()
    await watching
    await withTimeout(lanes.end(), GRACE_MS)
  }
}

/** @returns of how many boosts something changed */
async function fill({ db, now }: Context, signal: AbortSignal): Promise<number> {
  let many = 0
  while (!signal.aborted) {
    const { boosts, more } = await fillOutbox(db, now())
    many += boosts
    if (!more) break
  }
  return many
}

/** What is of no boost is looked for beside: what sums much rests by itself, and no boost waits for it. */
async function watchFacts(
  ctx: Context,
  signal: AbortSignal,
  { isWanted, onQueued }: { isWanted: () => boolean; onQueued: () => void },
): Promise<void> {
  while (!signal.aborted) {
    const begun = performance.now()
    try {
      if (isWanted() && (await queueFacts(ctx.db, ctx.now())) > 0) onQueued()
    } catch (error) {
      if (!signal.aborted)
        ctx.log.error({ err: error }, 'what rules wait for cannot be looked for; it is again')
    }
    await sleep(Math.max(LOOK_MS, (performance.now() - begun) * REST), signal)
  }
}

async function isFollowing({ db }: Context): Promise<boolean> {
  const rule = await db.selectFrom('sending_rules').select('id').where('active', '=', true).executeTakeFirst()
  return rule !== undefined
}
