import type { Logger } from 'pino'
import type { z } from 'zod'
import type { Outcome, Report } from '#api/intake/report.ts'
import type { Exactness } from '#db/schema/wallet.ts'

/** What a running source tells of itself. */
export type SourceStatus = {
  state?: 'connecting' | 'connected'
  /** How far the wallet's history is read, of how much; null: all of it. */
  history?: { listed: number; to_list: number } | null
  /** Why something that the wallet reported could not be read. */
  unread?: string
}

/** What one run of a source is given. It ends by an error, or when `signal` is aborted. */
export type SourceRun<Settings, Cursor> = {
  settings: Settings
  /** Where the last run ended. */
  cursor: Cursor
  /**
   * Records reports and moves the cursor in the same transaction; the cursor never moves back.
   * @param live whether the payments were settled just now, rather than found in the wallet's history
   * @returns once committed
   */
  record(reports: readonly Report[], cursor: Cursor, live: boolean): Promise<Outcome[]>
  /** The first payment with a hash that this source ever reported, also before it was removed and added again. */
  recall(): Promise<{ ref: string; payment_hash: string } | null>
  /** Notes the state for the Sources page; also that the wallet was heard of just now. */
  reportStatus(status: SourceStatus): Promise<void>
  signal: AbortSignal
  log: Logger
}

/** One way to follow a wallet: what it is called, what it must be told, and how it is done. */
export type SourceKind<Settings = unknown, Cursor = unknown> = {
  kind: string
  title: string
  exactness: Exactness
  settings: z.ZodType<Settings>
  /** The settings that are kept sealed and never answered. */
  secret: readonly string[]
  cursor: z.ZodType<Cursor>
  /** The later of two cursors, part by part. */
  later(one: Cursor, other: Cursor): Cursor
  /**
   * Tries the settings.
   * @returns a sentence on what was found
   * @throws SourceProblem
   */
  check(settings: Settings, signal: AbortSignal): Promise<string>
  /** Follows the wallet until the signal; throws where it cannot go on. */
  run(run: SourceRun<Settings, Cursor>): Promise<void>
}

/** A kind with its types folded away, for the list of all of them: settings and cursors are read by its schemas. */
export function defineSource<Settings, Cursor>(spec: SourceKind<Settings, Cursor>): SourceKind {
  return {
    ...spec,
    later: (one, other) => spec.later(spec.cursor.parse(one), spec.cursor.parse(other)),
    check: async (settings, signal) => spec.check(spec.settings.parse(settings), signal),
    run: async (run) =>
      spec.run({
        ...run,
        settings: spec.settings.parse(run.settings),
        cursor: spec.cursor.parse(run.cursor),
      }),
  }
}
