import { loadTold } from '#api/outgoing/outbox/load-told.ts'
import { type Outcome, settleTry } from '#api/outgoing/outbox/settle-try.ts'
import { takeNext } from '#api/outgoing/outbox/take-next.ts'
import { sendBy } from '#api/outgoing/way/kinds.ts'
import type { Sending } from '#api/outgoing/way/way-kind.ts'
import type { Firing, WayOut } from '#db/schema/outgoing.ts'

/**
 * Sends what waits longest for a way. One at a time: the caller sees to it that nobody else sends by it.
 * @returns 'sent' where it tried one, when it may try again, or null where nothing waits
 */
export async function sendNext(
  ctx: Sending,
  wayId: number,
  signal: AbortSignal,
): Promise<'tried' | { until: Date } | null> {
  const next = await takeNext(ctx.db, wayId, ctx.now())
  if (next === null || 'until' in next) return next
  const outcome = await send(ctx, next.way, next.firing, signal)
  // Cut off by our own end: nothing is known of it, and it is tried again.
  if (signal.aborted && outcome.kind === 'later') return null
  await settleTry(ctx.db, next, outcome, ctx.now())
  return 'tried'
}

async function send(ctx: Sending, way: WayOut, firing: Firing, signal: AbortSignal): Promise<Outcome> {
  const told = await loadTold(ctx.db, firing)
  if ('gone' in told) return { kind: 'left_out', answer: told.gone }
  return await sendBy(ctx, way, told, signal)
}
