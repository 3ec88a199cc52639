import type { Context } from '#api/context.ts'
import { notifyLive } from '#api/live/notify-live.ts'
import { sendLot } from '#api/outgoing/run/send-lot.ts'

/** When a way is tried again that failed by a mistake of ours, or of the database. */
const AFTER_ERROR_MS = 5_000
/** Who looks at the log sees it move at most so often. */
const LOG_MS = 1_000

/** Of each way that has something to send what does it, by itself, so that one that is slow holds up no other. */
export type Lanes = {
  /** Begins with each that has something, and may send. */
  open(): Promise<void>
  /** Something was changed by hand: those that rest may go on. */
  wakeAll(): void
  /** In how many ms the next one may go on; infinite where none waits for that. */
  dueIn(): number
  /** Resolves once all that is under way ended. */
  end(): Promise<unknown>
}

/** @param onDone called when one has nothing more, or rests */
export function createLanes(ctx: Context, signal: AbortSignal, onDone: () => void): Lanes {
  const busy = new Map<number, Promise<void>>()
  const restUntil = new Map<number, Date>()
  const sayMoved = createTeller(ctx)

  const openLane = async (id: number) => {
    try {
      while (!signal.aborted) {
        const next = await sendLot(ctx, id, signal)
        if (next === null) return
        if (next !== 'tried') return void restUntil.set(id, next.until)
        sayMoved()
      }
    } catch (error) {
      if (signal.aborted) return
      ctx.log.error({ err: error, way: id }, 'a way out failed; it is tried again')
      restUntil.set(id, new Date(ctx.now().getTime() + AFTER_ERROR_MS))
    } finally {
      busy.delete(id)
      onDone()
    }
  }

  return {
    open: async () => {
      const now = ctx.now()
      for (const [id, until] of restUntil) if (until <= now) restUntil.delete(id)
      for (const id of await listBusyWays(ctx))
        if (!busy.has(id) && !restUntil.has(id)) busy.set(id, openLane(id))
    },
    wakeAll: () => restUntil.clear(),
    dueIn: () =>
      Math.max(0, Math.min(...[...restUntil.values()].map((at) => at.getTime() - ctx.now().getTime()))),
    end: () => Promise.all(busy.values()),
  }
}

/** Tells pages that the log moved on, together for all that did within a moment. */
function createTeller({ db, stopping }: Pick<Context, 'db' | 'stopping'>): () => void {
  let isPlanned = false
  const tell = () => {
    isPlanned = false
    if (!stopping.aborted) notifyLive(db, { kind: 'outgoing', is_log: true }).catch(() => {})
  }
  return () => {
    if (!isPlanned) setTimeout(tell, LOG_MS).unref()
    isPlanned = true
  }
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
