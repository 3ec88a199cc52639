import { randomUUID } from 'node:crypto'
import type { Context } from '#api/context.ts'
import { parseReport } from '#api/intake/parse-report.ts'
import { recordReports } from '#api/intake/record-reports.ts'
import { makeReport } from '#scripts/bench/make-report.ts'

const BATCH = 500
/** Of the bench's payments, every tenth begins another boost. */
const STEP = 10

/** Records so many boosts and queues each for a way. @returns the ids of what is to be told, in order */
export async function queueBoosts({ db }: Context, way: string, many: number): Promise<string[]> {
  const { id: way_id } = await db
    .selectFrom('ways_out')
    .select('id')
    .where('name', '=', way)
    .executeTakeFirstOrThrow()
  const ids: string[] = []
  for (let from = 0; from < many; from += BATCH) {
    const entries = Array.from({ length: Math.min(BATCH, many - from) }, (_, n) => {
      const parsed = parseReport(makeReport((from + n) * STEP), new Date())
      if ('error' in parsed) throw new Error(parsed.error)
      return {
        origin: { source: parsed.source, kind: 'http', exactness: 3 as const },
        report: parsed.report,
      }
    })
    const outcomes = await recordReports(db, entries)
    const rows = outcomes.map((outcome) => ({
      id: randomUUID(),
      way_id,
      rule_id: null,
      event: 'arrived' as const,
      boost_id: outcome.status === 'rejected' ? null : outcome.boost_id,
      answer: null,
    }))
    await db.insertInto('outbox').values(rows).execute()
    ids.push(...rows.map(({ id }) => id))
  }
  return ids
}
