import type { Request, Response } from 'express'
import { mayUse } from '#api/auth/capability.ts'
import { findActorNow } from '#api/auth/session/find-actor-now.ts'
import type { Context } from '#api/context.ts'
import { AppError } from '#api/errors.ts'
import type { Actor } from '#api/http/actor.ts'
import { withTimeout } from '#api/lib/async.ts'
import { createEventStream } from '#api/live/event-stream.ts'
import type { Hint } from '#api/live/hub.ts'
import { createHintFilter } from '#api/live/narrow-hints.ts'

/** Proxies cut a connection on which nothing moves for a minute; then, too, it is asked whether the credential still holds. */
const PULSE_MS = 25_000
/** Each browser has one stream for all its tabs, so a person has a few. */
const MOST = 20
/** A page that was away comes back after this. */
const RETRY_MS = 1_000
const READY_MS = 2_000

/**
 * Answers with hints as server-sent events, until the reader goes, its credential ends or the service stops. `null` says that
 * anything may have changed.
 * @throws AppError too-many-requests where the credential has too many streams open
 */
export async function streamHints(
  ctx: Context,
  { req, res, actor }: { req: Request; res: Response; actor: Actor },
  pulseMs = PULSE_MS,
): Promise<void> {
  if (res.closed) return
  const release = take(ctx.streams, `${actor.kind} ${actor.id}`)
  const stream = createEventStream(req, res, {
    stopping: ctx.stopping,
    pulseMs,
    onPulse: async () => {
      if (!(await stillMayRead(ctx, actor))) stream.end()
    },
  })
  stream.write(`retry: ${RETRY_MS}\n\n`)
  const tell = (hint: Hint) => stream.write(asEvent(hint))
  const unsubscribe = ctx.live.subscribe(actor.shows === null ? tell : createHintFilter(ctx, tell))
  res.once('close', () => {
    unsubscribe()
    release()
  })
  await withTimeout(ctx.live.ready(), READY_MS)
  stream.begin()
}

function asEvent(hint: Hint): string {
  return `event: change\ndata: ${JSON.stringify(hint)}\n\n`
}

function take(open: Context['streams'], credential: string): () => void {
  const count = open.get(credential) ?? 0
  if (count >= MOST)
    throw new AppError('too-many-requests', `${MOST} streams are open already. Close one first.`, {
      headers: { 'Retry-After': '60' },
    })
  open.set(credential, count + 1)
  return () => {
    const left = (open.get(credential) ?? 1) - 1
    if (left > 0) open.set(credential, left)
    else open.delete(credential)
  }
}

async function stillMayRead(ctx: Context, actor: Actor): Promise<boolean> {
  try {
    const now = await findActorNow({ ...ctx, db: ctx.database.db }, actor)
    // Of other shows by now, it is to open another stream.
    return mayUse(now, 'read') && String(now?.shows) === String(actor.shows)
  } catch {
    // The database is away for a moment; the next pulse asks again.
    return true
  }
}
