import { sql } from 'kysely'
import type { z } from 'zod'
import type { Context } from '#api/context.ts'
import type { explainSchema, RecordedMissing } from '#api/contract/reconcile.ts'
import { AppError } from '#api/errors.ts'
import { inSnapshot } from '#api/export/snapshot.ts'
import { recordOrSplit } from '#api/intake/record-or-split.ts'
import type { Entry, Outcome } from '#api/intake/report.ts'
import { comparedAs, gapsOf } from '#api/reconcile/compare/compared.ts'
import { type FoundList, findList } from '#api/reconcile/find-list.ts'
import { readReport } from '#api/reconcile/list/kept-report.ts'
import { comparisonOf } from '#api/reconcile/read-overview.ts'
import { patchPayment } from '#api/review/patch-payment.ts'
import { anyOf } from '#db/query/any-of.ts'

type Needed = Pick<Context, 'db' | 'database' | 'exportSlots' | 'log' | 'now'>

/** So many at a time; who has more asks again. */
const MOST = 500

type Missing = { key: string; payment_id: string | null; report: string }

/**
 * Records what only a wallet has, as its list says. Of what differs, the wallet's is recorded beside, and the books' receipt set aside:
 * both stay to be looked at.
 * @param keys null: all that only the wallet has, at most 500
 * @throws AppError not-found
 */
export async function recordMissing(
  ctx: Needed,
  id: string,
  keys: readonly string[] | null,
): Promise<RecordedMissing> {
  const list = await findList(ctx, id)
  const missing = await listMissing(ctx, list, keys)
  const entries = missing.map(({ report }) => entryOf(list, report))
  const outcomes = await recordOrSplit(ctx.database.keeping, ctx.log, entries, undefined, ctx.now())
  const refused: RecordedMissing['refused'] = []
  for (const [at, { key, payment_id }] of missing.entries()) {
    const outcome = outcomes[at]
    const error = outcome ? await settle(ctx, outcome, payment_id) : 'It was not recorded.'
    if (error !== null) refused.push({ key, error })
  }
  return { recorded: missing.length - refused.length, refused }
}

/** What becomes of the receipt that differs. @returns why nothing came of it, null where it is solved */
async function settle({ db }: Needed, outcome: Outcome, former: string | null): Promise<string | null> {
  if (outcome.status === 'rejected') return outcome.error
  if (former === null || outcome.status === 'updated') return null
  if (outcome.payment_id === former)
    return 'Readout has this from a source that is more exact, and keeps that. Say in words why the wallet’s list differs.'
  await patchPayment(db, former, { set_aside: true, needs_look: null })
  await patchPayment(db, outcome.payment_id, { needs_look: null })
  return null
}

async function listMissing(ctx: Needed, list: FoundList, keys: readonly string[] | null): Promise<Missing[]> {
  const comparison = comparisonOf(list, { from: list.from_at, until: list.until_at })
  const which = keys === null ? sql`c.kind = 'only_there'` : sql`c.key = ${anyOf(keys)}`
  return await inSnapshot(ctx, 'UTC', (snapshot) =>
    snapshot.rows(sql<Missing>`
      with ${comparedAs(comparison)}
      select c.key, c.payment_id, (
        select g.reports ->> c.ref from wallet_list_pages g where g.list_id = ${list.id} and g.reports ? c.ref order by g.page limit 1) as report
      from compared c
      where c.kind in ('only_there', 'differs') and c.can_record and ${which}
      order by c.there_at, c.key limit ${MOST}`),
  )
}

function entryOf({ source, kind, exactness, wallet }: FoundList, text: string): Entry {
  const report = readReport(text)
  return {
    origin: { source, kind, exactness, wallet },
    report: { ...report, wallet: report.wallet ?? wallet },
  }
}

/**
 * Notes in words why a wallet and the books differ in one payment, or takes that back.
 * @param by who says so
 * @throws AppError not-found, where there is no such difference
 */
export async function explain(
  ctx: Needed,
  id: string,
  { key, words }: z.output<typeof explainSchema>,
  by: string,
): Promise<void> {
  const list = await findList(ctx, id)
  const { wallet_id } = list
  if (words === '') {
    await ctx.db
      .deleteFrom('reconcile_notes')
      .where('wallet_id', '=', wallet_id)
      .where('key', '=', key)
      .execute()
    return
  }
  const comparison = comparisonOf(list, { from: list.from_at, until: list.until_at })
  const [found] = await inSnapshot(ctx, 'UTC', (snapshot) => snapshot.rows(gapsOf(comparison, key)))
  if (!found || found.kind === 'matched' || found.kind === 'left_out')
    throw new AppError('not-found', 'There is no such difference any more.')
  const note = { gap: found.gap, words, written_by: by, written_at: ctx.now() }
  await ctx.db
    .insertInto('reconcile_notes')
    .values({ wallet_id, key, ...note })
    .onConflict((conflict) => conflict.columns(['wallet_id', 'key']).doUpdateSet(note))
    .execute()
}
