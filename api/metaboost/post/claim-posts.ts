import { type Kysely, sql } from 'kysely'
import type { ClaimReport } from '#api/claim/claim-report.ts'
import { recordClaims } from '#api/claim/record-claims.ts'
import { BATCH } from '#db/query/batch.ts'
import type { DB } from '#db/schema/index.ts'

/**
 * Claims what posts said, and notes that it is done: twice is as good as once.
 * @param reports at most `BATCH`, by the digest of the act
 */
export async function claimPosts(db: Kysely<DB>, reports: ReadonlyMap<string, ClaimReport>): Promise<void> {
  await recordClaims(db, [...reports.values()])
  const digests = [...reports.keys()].sort().map((digest) => `\\x${digest}`)
  await sql`update metaboost_actions set report = null where digest = any(${digests}::bytea[])`.execute(db)
}

/** Claims what a process took down before this instant, and did not come to claim: it was cut off, or failed. */
export async function claimLeft(db: Kysely<DB>, before: Date): Promise<void> {
  const rows = await db
    .selectFrom('metaboost_actions')
    .select(['digest', 'report'])
    .where('report', 'is not', null)
    .where('done_at', '<', before)
    .orderBy('done_at')
    .limit(BATCH)
    .execute()
  const reports = new Map(
    rows.flatMap(({ digest, report }): [string, ClaimReport][] =>
      report === null ? [] : [[digest.toString('hex'), reviveReport(report)]],
    ),
  )
  if (reports.size > 0) await claimPosts(db, reports)
}

function reviveReport(text: string): ClaimReport {
  const report: ClaimReport = JSON.parse(text)
  return { ...report, sent_at: new Date(report.sent_at) }
}
