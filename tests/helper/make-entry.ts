import { type Kysely, sql } from 'kysely'
import { parseReport } from '#api/intake/parse-report.ts'
import type { Entry } from '#api/intake/report.ts'
import type { DB } from '#db/schema/index.ts'
import type { Exactness } from '#db/schema/wallet.ts'
import { makeReport } from '#tests/helper/record-payments.ts'

/** What `makeReport` takes, and how exact its source is: 4 a node, 3 a wallet's API, 2 a file, 1 Helipad. */
export type EntryInput = Record<string, unknown> & {
  exactness?: Exactness
  routing?: string
  comment?: string
}

/** A report as intake records it, with who made it; a boost of 1,000 sats but for what is said otherwise. */
export function makeEntry({ exactness = 3, routing, comment, ...over }: EntryInput = {}): Entry {
  const parsed = parseReport(makeReport(over), new Date('2027-01-01T00:00:00Z'))
  if ('error' in parsed) throw new Error(parsed.error)
  const report = { ...parsed.report, routing: routing ?? null, comment: comment ?? null }
  return { origin: { source: parsed.source, kind: 'http', exactness }, report }
}

/** 64 hex digits that are the same for the same number. */
export function hashOf(number: number): string {
  return number.toString(16).padStart(64, '0')
}

const WRITTEN = [
  'summed_valuings',
  'claims',
  'claim_withdrawals',
  'sightings',
  'payment_aliases',
  'payments',
  'boost_aliases',
  'boosts',
  'episode_names',
  'episode_aliases',
  'episodes',
  'supporter_names',
  'supporter_aliases',
  'supporter_suggestions',
  'show_supporters',
  'supporters',
  'shares',
  'rules',
  'show_names',
  'show_aliases',
  'sources',
  'wallets',
  'shows',
  'changes',
]

/** Empties what intake writes, finds and makes; deleting few rows is quicker than truncating. */
export async function emptyIntake(db: Kysely<DB>): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await sql`set local session_replication_role = replica`.execute(trx)
    await sql.raw(WRITTEN.map((table) => `delete from ${table}`).join(';')).execute(trx)
  })
}
