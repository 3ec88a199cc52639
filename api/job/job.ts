import type { Context } from '#api/context.ts'

/** Work that is done again and again. */
export type Job = {
  name: string
  /** A cron expression in UTC, seconds allowed; null: only when woken. */
  schedule: string | null
  /** Run also at the service's start, so that a service that was off for long catches up at once. */
  atStart?: boolean
  /** Run also soon after payments, boosts, supporters or shows changed. */
  onChange?: boolean
  /**
   * Whether a round by the clock would find something to do, for much less than a round takes: without it, or once an hour in any case,
   * the clock makes one each time.
   */
  hasWork?(ctx: Context): Promise<boolean>
  /** Does a round. @param signal aborted when the service stops: give up between two steps */
  run(ctx: Context, signal: AbortSignal): Promise<void>
}
