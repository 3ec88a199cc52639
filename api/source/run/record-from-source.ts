import { sql } from 'kysely'
import type { ClaimReport } from '#api/claim/claim-report.ts'
import { recordClaims } from '#api/claim/record-claims.ts'
import type { Context } from '#api/context.ts'
import { checkReport } from '#api/intake/check-report.ts'
import { recordOrSplit } from '#api/intake/record-or-split.ts'
import type { Origin, Outcome, Report } from '#api/intake/report.ts'
import { notifyLive } from '#api/live/notify-live.ts'
import type { SourceKind } from '#api/source/kind/source-kind.ts'
import { BATCH } from '#db/query/batch.ts'

/** The source was changed, paused or removed meanwhile: who runs with the older settings writes no more. */
export class Superseded extends Error {
  override name = 'Superseded' as const
}

export type Following = { source_id: number; version: number; origin: Origin; kind: SourceKind }

/**
 * Records what a source reported, and moves its cursor in the transaction of the last of it; the cursor never moves back.
 * @param live whether it was settled just now: its lag is noted
 * @throws Superseded
 */
export async function recordFromSource(
  { database: { keeping }, log, now }: Pick<Context, 'database' | 'log' | 'now'>,
  { source_id, version, origin, kind }: Following,
  reports: readonly Report[],
  cursor: unknown,
  live: boolean,
): Promise<Outcome[]> {
  const began = now()
  const latest = Math.max(
    ...reports
      .filter((report) => checkReport(report, began) === null)
      .map(({ settled_at }) => settled_at.getTime()),
  )
  const isHeard = latest > 0
  const outcomes: Outcome[] = []
  let from = 0
  do {
    const part = reports.slice(from, from + BATCH)
    from += BATCH
    const entries = part.map((report) => ({ origin, report }))
    const isLast = from >= reports.length
    outcomes.push(
      ...(await recordOrSplit(
        keeping,
        log,
        entries,
        async (trx) => {
          const stored = await trx
            .selectFrom('connections')
            .select('cursor')
            .where('source_id', '=', source_id)
            .where('version', '=', version)
            .where('paused', '=', false)
            .forUpdate()
            .executeTakeFirst()
          if (!stored) throw new Superseded('This source was changed meanwhile.')
          if (!isLast) return
          const at = now()
          const heard = isHeard ? { payment_at: sql<Date>`greatest(payment_at, ${new Date(latest)})` } : {}
          const lag = live && isHeard ? { lag_ms: Math.max(0, at.getTime() - latest) } : {}
          await trx
            .updateTable('connections')
            .set({
              cursor: JSON.stringify(kind.later(stored.cursor, cursor)),
              contact_at: at,
              ...heard,
              ...lag,
            })
            .where('source_id', '=', source_id)
            .execute()
          if (live && reports.length > 0) await notifyLive(trx, { kind: 'sources' })
        },
        began,
      )),
    )
  } while (from < reports.length)
  return outcomes
}

/**
 * Records claims as a source's.
 * @param reports at most `BATCH`
 * @throws Superseded
 */
export async function recordClaimsFromSource(
  { database: { keeping }, now }: Pick<Context, 'database' | 'now'>,
  { source_id, version }: Following,
  reports: readonly Omit<ClaimReport, 'source_id'>[],
): Promise<void> {
  if (reports.length === 0) return
  const claims = reports.map((report) => ({ ...report, source_id }))
  await recordClaims(keeping, claims, async (trx) => {
    const { numUpdatedRows } = await trx
      .updateTable('connections')
      .set({ contact_at: now() })
      .where('source_id', '=', source_id)
      .where('version', '=', version)
      .where('paused', '=', false)
      .executeTakeFirst()
    if (numUpdatedRows === 0n) throw new Superseded('This source was changed meanwhile.')
  })
}
