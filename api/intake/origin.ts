import type { RecordStatus } from '#api/contract/payment.ts'
import type { Report } from '#api/intake/report.ts'
import type { Exactness } from '#db/schema/wallet.ts'

/** Who reports: the source by name, what it is, how exact it is, and the wallet it reports on where that is not its namesake. */
export type Origin = { source: string; kind: string; exactness: Exactness; wallet?: string }

/** One report with who made it. */
export type Entry = { origin: Origin; report: Report }

/** What became of one report. */
export type Outcome =
  | { status: RecordStatus; payment_id: string; boost_id: string | null }
  | { status: 'rejected'; error: string }
