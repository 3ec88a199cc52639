import { loadTold, type ToldOrGone } from '#api/outgoing/outbox/load-told.ts'
import { type Outcome, settleTry } from '#api/outgoing/outbox/settle-try.ts'
import { takeLot } from '#api/outgoing/outbox/take-lot.ts'
import { sendBy } from '#api/outgoing/way/kinds.ts'
import type { Sending } from '#api/outgoing/way/way-kind.ts'
import type { WayOut } from '#db/schema/outgoing.ts'

/** What was read to be sent is read again after so long: by then a boost may be hidden, or the way at rest. */
const FRESH_MS = 500

/**
 * Sends what waits longest for a way, one after another, each noted before the next: what a kill cuts off is one at most. The caller sees
 * to it that nobody else sends by it.
 * @returns 'tried' where it tried something, when it may try again, or null where nothing waits
 */
export async function sendLot(
  ctx: Sending,
  wayId: number,
  signal: AbortSignal,
): Promise<'tried' | { until: Date } | null> {
  const lot = await takeLot(ctx.db, wayId, ctx.now())
  if (lot === null || 'until' in lot) return lot
  const { way, firings } = lot
  const { settings } = way
  const read = performance.now()
  const received = settings.kind === 'webhook' && settings.body.kind === 'helipad'
  const told = await loadTold(ctx.db, firings, { received })
  for (const firing of firings) {
    const outcome = await send(ctx, way, told.get(firing.id), signal)
    // Cut off by our own end: nothing is known of it, and it is tried again.
    if (signal.aborted && outcome.kind === 'later') return null
    await settleTry(ctx.db, { way, firing }, outcome, ctx.now())
    // The way waits now, or is well again.
    if (outcome.kind === 'later' || way.failures > 0) break
    if (signal.aborted || performance.now() - read > FRESH_MS) break
  }
  return 'tried'
}

async function send(
  ctx: Sending,
  way: WayOut,
  told: ToldOrGone | undefined,
  signal: AbortSignal,
): Promise<Outcome> {
  if (!told) throw new Error('An entry was taken, and not read')
  if ('gone' in told) return { kind: 'left_out', answer: told.gone }
  try {
    return await sendBy(ctx, way, told, signal)
  } catch (error) {
    if (!signal.aborted)
      ctx.log.error({ err: error, way: way.id }, 'what goes out could not be sent; it is tried again')
    const answer = 'Something went wrong here; the log of the service says what.'
    return { kind: 'later', answer, afterMs: null }
  }
}
