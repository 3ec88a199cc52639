import { sql } from 'kysely'
import type { ClaimReport } from '#api/claim/claim-report.ts'
import { recordClaims } from '#api/claim/record-claims.ts'
import type { Context } from '#api/context.ts'
import { checkReport } from '#api/intake/check-report.ts'
import { recordOrSplit } from '#api/intake/record-or-split.ts'
import type { Origin, Outcome } from '#api/intake/report.ts'
import { notifyLive } from '#api/live/notify-live.ts'
import type { Reading } from '#api/source/kind/reading.ts'
import type { SourceKind } from '#api/source/kind/source-kind.ts'
import { clearUnread, unreadOf, writeUnread } from '#api/source/unread/write-unread.ts'
import { BATCH } from '#db/query/batch.ts'

/** The source was changed, paused or removed meanwhile: who runs with the older settings writes no more. */
export class Superseded extends Error {
  override name = 'Superseded' as const
}

export type Following = { source_id: number; version: number; origin: Origin; kind: SourceKind }

/**
 * Records what a source reported, keeps what cannot be recorded on its list, and moves its cursor, in the transaction of the last
 * of it: nothing is passed by without a trace. The cursor never moves back.
 * @param live whether it was settled just now: its lag is noted
 * @throws Superseded
 */
export async function recordFromSource(
  { database: { keeping }, log, now }: Pick<Context, 'database' | 'log' | 'now'>,
  { source_id, version, origin, kind }: Following,
  { reports, unread }: Reading,
  cursor: unknown,
  live: boolean,
): Promise<Outcome[]> {
  const began = now()
  const latest = Math.max(
    ...reports
      .filter((report) => checkReport(report, began) === null)
      // A wallet's clock may be ahead of ours; no payment is the last one in the future.
      .map(({ settled_at }) => Math.min(settled_at.getTime(), began.getTime())),
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
        async (trx, refused) => {
          const stored = await trx
            .selectFrom('connections')
            .select('cursor')
            .where('source_id', '=', source_id)
            .where('version', '=', version)
            .where('paused', '=', false)
            .forUpdate()
            .executeTakeFirst()
          if (!stored) throw new Superseded('This source was changed meanwhile.')
          const bad = new Set(refused.map(({ report }) => report))
          await clearUnread(
            trx,
            source_id,
            part.filter((report) => !bad.has(report)),
          )
          const problems = refused.map(({ report, error }) => unreadOf(report, error))
          await writeUnread(trx, source_id, isLast ? [...unread, ...problems] : problems, began)
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
          if ((live && reports.length > 0) || unread.length > 0) await notifyLive(trx, { kind: 'sources' })
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
