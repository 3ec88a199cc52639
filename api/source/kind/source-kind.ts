import type { Kysely } from 'kysely'
import type { Logger } from 'pino'
import type { z } from 'zod'
import type { ClaimReport } from '#api/claim/claim-report.ts'
import type { Outcome } from '#api/intake/report.ts'
import type { ForeignReports, Reading } from '#api/source/kind/reading.ts'
import type { SourceProblem } from '#api/source/kind/source-problem.ts'
import type { Hearing } from '#api/source/told/hearing.ts'
import type { SourceWebhook } from '#api/source/told/webhook-of.ts'
import type { DB } from '#db/schema/index.ts'
import type { Exactness, Network } from '#db/schema/wallet.ts'

/** What a running source tells of itself. */
export type SourceStatus = {
  state?: 'connecting' | 'connected'
  /** How far the wallet's history is read, of how much; null: all of it. */
  history?: { listed: number; to_list: number } | null
  /** Which network the wallet's money is of; null where it does not say, and what was known stays. */
  network?: Network | null
  /** Whether the wallet gives the time of an invoice for that of its payment. */
  untimed?: boolean
}

/** What one run of a source is given. It ends by an error, or when `signal` is aborted. */
export type SourceRun<Settings, Cursor> = {
  settings: Settings
  /** How far it has come: where the last run ended, and what this one has recorded since. */
  readonly cursor: Cursor
  /**
   * Records what was read and moves the cursor in the same transaction; the cursor never moves back.
   * @param moved the parts of the cursor that move
   * @param live whether the payments were settled just now, rather than found in the wallet's history
   * @returns an outcome for each report, once committed
   */
  record(reading: Reading, moved: Partial<Cursor>, live: boolean): Promise<Outcome[]>
  /** The first payment with a hash that this source ever reported, also before it was removed and added again. */
  recall(): Promise<{ ref: string; payment_hash: string } | null>
  /** When payments that this source has reported before were settled, as it said first, by its ids of them. */
  firstTimes(refs: readonly string[]): Promise<Map<string, Date>>
  /** Notes the state for the Sources page; also that the wallet was heard of just now. */
  reportStatus(status: SourceStatus): Promise<void>
  /** Whether money of a test network, or of one that is not known, is to be recorded too. */
  countTestMoney: boolean
  /** Where this source can be told of payments, for kinds that hear. */
  webhook: SourceWebhook & Pick<Hearing, 'onTold'>
  signal: AbortSignal
  log: Logger
}

/** What was sent to a source's webhook. */
export type Delivery = {
  bytes: Buffer
  /** A header of the request. */
  header: (name: string) => string | undefined
  /** What it should be signed with. */
  secret: string
}

/** What a test of settings found. */
export type Finding = {
  /** What is there, a sentence each. */
  says: readonly string[]
  /** Null where the wallet does not say. */
  network?: Network | null
  /** What could be better, a sentence each: rights that are not needed, what this wallet cannot tell. */
  warnings?: readonly string[]
}

/** What is asked of a wallet while it is followed. */
export type Told = {
  /** To be called once nothing is missed any more: the history is read from then on. */
  listening(): void
  /** Something came that the wallet's list has: it is looked at at once. */
  look(): void
}

/** The connection to a wallet; what it holds beside that lasts as long as a run. */
export type Client = { close(): void }

/**
 * One way to follow a wallet: what it is called, what it must be told, and how it is done. All kinds are run by `run-kind.ts`:
 * connect, begin, follow, and beside it the history, once or again and again.
 */
export type SourceSpec<Settings, Cursor, C extends Client> = {
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
   * A client; it need not connect before it is first asked something.
   * @param patienceMs how long one answer may take
   */
  connect(settings: Settings, means: { signal: AbortSignal; patienceMs: number }): C
  /** Tries the connection, and whatever following it needs: that the history can be read too. */
  test(client: C, settings: Settings, signal: AbortSignal): Promise<Finding>
  /** Makes sure that this is the wallet that was followed before, and notes from where on it is followed. */
  begin?(client: C, run: SourceRun<Settings, Cursor>): Promise<void>
  /** Records what comes as it comes, until the signal; throws where it cannot go on. Left out where the wallet tells nothing by itself. */
  follow?(client: C, run: SourceRun<Settings, Cursor>, told: Told): Promise<void>
  /**
   * Reads what was sent to the source's webhook, for kinds that have one: what is to be asked for, null where that is nothing. It is
   * told to the run that follows the source. Undefined where it is not signed with the secret.
   */
  hear?(delivery: Delivery): { what: string | null } | undefined
  /** Reads the wallet's list from the cursor on to its end, a page in memory, each recorded before the cursor passes it. */
  history(client: C, run: SourceRun<Settings, Cursor>): Promise<void>
  /** Reads the whole list once, to its end, for a comparison; `history` from an empty cursor where that does. */
  list?(client: C, run: SourceRun<Settings, Cursor>): Promise<void>
  /** What the wallet holds at the moment, in msat; null where it does not say, as where it refuses. Left out where it cannot be asked. */
  balance?(client: C): Promise<number | null>
  /** After how long `history` is called again, for what the wallet did not tell; null: never. */
  lookMs: number | null
  /** Reads one thing as it was kept because it could not be read: see `Unread`. */
  read(raw: unknown): ForeignReports
  /** What an error of the client means, under these settings; null where it is none of the wallet's. */
  explain(error: unknown, settings: Settings): SourceProblem | null
}

/** What a run of a kind whose types are folded away is given. */
export type AnyRun = Omit<SourceRun<unknown, unknown>, 'record'> & {
  /** @param cursor whole */
  record(reading: Reading, cursor: unknown, live: boolean): Promise<Outcome[]>
  /** For kinds that bring words rather than payments. */
  claims: ClaimDesk
}

/** What is needed to read a wallet's own list without recording it. */
export type ListRun = Pick<
  SourceRun<unknown, unknown>,
  'settings' | 'firstTimes' | 'countTestMoney' | 'signal' | 'log'
> & {
  /** Given what was read, page by page; some of it may come twice. */
  take(reading: Reading): Promise<void>
  /** The wallet says of which network its money is. */
  onNetwork(network: Network | null): void
}

/** What a kind is given that knows the shows, and reports what was said to them. */
export type ClaimDesk = {
  db: Kysely<DB>
  now(): Date
  source_id: number
  /** Records claims as this source's, at most `BATCH`; once it is followed with other settings, no more. */
  record(reports: readonly Omit<ClaimReport, 'source_id'>[]): Promise<void>
}

/** A kind with its types folded away, for the list of all of them: settings and cursors are read by its schemas. */
export type SourceKind = {
  /** Reports on no wallet: it brings words only. */
  walletless?: boolean
} & Pick<
  SourceSpec<unknown, unknown, Client>,
  'kind' | 'title' | 'exactness' | 'settings' | 'secret' | 'cursor' | 'later' | 'read' | 'hear'
> & {
    /** Tries settings. @param db where the shows are that it would ask for @throws SourceProblem */
    test(settings: unknown, signal: AbortSignal, db?: Kysely<DB> | undefined): Promise<Finding>
    /** Follows the wallet until the signal; throws where it cannot go on. */
    run(run: AnyRun): Promise<void>
    /** Reads the wallet's own list, and what it holds. @throws SourceProblem */
    list?(run: ListRun): Promise<{ balance_msat: number | null }>
  }
