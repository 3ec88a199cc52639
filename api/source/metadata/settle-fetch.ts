import { sql, type Transaction } from 'kysely'
import type { Context } from '#api/context.ts'
import { msat } from '#api/contract/msat.ts'
import type { Report } from '#api/intake/report.ts'
import { parseExactly } from '#api/lib/parse-exactly.ts'
import { fieldsOf, textOf } from '#api/metadata/fields.ts'
import { readPaymentUrl } from '#api/metadata/payment-url.ts'
import { HEADER, readMetadata } from '#api/metadata/read-metadata.ts'
import { partsOf } from '#api/metadata/read-reported.ts'
import type { Metadata } from '#api/metadata/reading.ts'
import { AWAITED, neverCame } from '#api/payment/belonging.ts'
import { metadataOf } from '#api/payment/best-metadata.ts'
import type { Answer } from '#api/source/metadata/ask-for-metadata.ts'
import { contradictionOf } from '#api/source/metadata/contradiction.ts'
import type { Wanted } from '#api/source/metadata/find-wanted.ts'
import type { DB } from '#db/schema/index.ts'

/** After each failed try, in seconds: a day in all. */
const PAUSES_S = [5, 30, 120, 600, 1_800, 3_600, 7_200, 14_400, 21_600, 36_000]

/** Takes over what came of a try: metadata goes through intake, as one more sighting of the payment; the rest is noted. */
export async function settleFetch(ctx: Context, wanted: Wanted, answer: Answer): Promise<void> {
  if ('problem' in answer) return noteFailure(ctx, wanted, answer)
  const { metadata } = answer
  const { reading } = metadata
  const own = await ctx.db
    .selectFrom('wallet_addresses')
    .select('address')
    .where('wallet_id', '=', wanted.wallet_id)
    .execute()
  const contradiction =
    reading &&
    contradictionOf(
      reading,
      recipientOf(metadata),
      wanted,
      own.map(({ address }) => address),
    )
  if (contradiction)
    return ctx.db.transaction().execute(async (trx) => {
      await endFetch(trx, ctx.now(), wanted, {
        result: 'contradicts',
        problem: contradiction,
        answer: Buffer.from(metadata.raw),
      })
      await sayWhy(trx, wanted.payment_id, contradiction)
    })
  const [outcome] = await ctx.intake.record(
    { source: 'Metadata by address', kind: 'metadata', exactness: 1, wallet: wanted.wallet },
    [reportOf(wanted, await completed(ctx.db, wanted.payment_id, metadata))],
  )
  if (outcome?.status === 'rejected') return noteFailure(ctx, wanted, { problem: outcome.error, again: true })
  await endFetch(ctx.db, ctx.now(), wanted, { result: 'taken', problem: null })
}

/** What the payment itself brought, completed by what its address answered. */
async function completed(db: Context['db'], paymentId: string, answer: Metadata): Promise<Metadata> {
  const known = await metadataOf(db, [paymentId])
  const [best] = known.sort((a, b) => (a.rank < b.rank ? 1 : -1))
  if (!best?.metadata.reading) return answer
  return readMetadata({ ...partsOf(best.metadata.raw), [HEADER]: Buffer.from(answer.raw).toString() })
}

/** The payment over again, with its metadata; what metadata leaves out, the memo says. */
function reportOf(wanted: Wanted, metadata: Metadata): Report {
  const memo = readPaymentUrl(wanted.comment ?? '') ?? readPaymentUrl(wanted.memo ?? '')
  const { reading } = metadata
  return {
    ref: wanted.ref,
    wallet: wanted.wallet,
    payment_hash: wanted.payment_hash,
    set_id: wanted.set_id,
    settled_at: wanted.settled_at,
    money: { kind: 'sats', amount_msat: msat(wanted.amount_msat ?? 0), fee_msat: msat(0), price: null },
    rail: wanted.rail === 'bolt11' ? 'lnaddress' : wanted.rail,
    memo: wanted.memo,
    metadata: reading
      ? { ...metadata, reading: { ...reading, action: reading.action ?? memo?.action ?? null } }
      : metadata,
    routing: null,
    comment: memo?.message ?? null,
    metadata_url: wanted.url,
    refund_of: null,
  }
}

async function noteFailure(
  { db, now }: Pick<Context, 'db' | 'now'>,
  wanted: Wanted,
  { problem, again }: { problem: string; again: boolean },
): Promise<void> {
  const pause = again ? PAUSES_S[wanted.tries] : undefined
  if (pause !== undefined) {
    await db
      .updateTable('metadata_fetches')
      .set({
        tries: wanted.tries + 1,
        problem,
        asked_at: now(),
        next_at: new Date(now().getTime() + pause * 1000),
      })
      .where('payment_id', '=', wanted.payment_id)
      .execute()
    return
  }
  await db.transaction().execute(async (trx) => {
    await endFetch(trx, now(), wanted, { result: 'failed', problem })
    await sayWhy(trx, wanted.payment_id, neverCame(problem))
  })
}

async function endFetch(
  db: Context['db'],
  now: Date,
  { payment_id, tries }: Wanted,
  end: { result: 'taken' | 'contradicts' | 'failed'; problem: string | null; answer?: Buffer },
): Promise<void> {
  await db
    .updateTable('metadata_fetches')
    .set({ ...end, tries: tries + 1, next_at: null, asked_at: now })
    .where('payment_id', '=', payment_id)
    .execute()
}

/** Under *needs a look*, unless a host has looked at it already and it is not a contradiction. */
async function sayWhy(trx: Transaction<DB>, paymentId: string, reason: string): Promise<void> {
  await sql`
    update payments set needs_look = btrim(replace(coalesce(needs_look, ''), ${AWAITED}, '') || ' ' || ${reason})
    where id = ${paymentId} and ours and not set_aside`.execute(trx)
}

/** What rss-payment metadata names as the recipient. */
function recipientOf({ raw }: Metadata): string | null {
  try {
    const fields = fieldsOf(parseExactly(Buffer.from(raw).toString('utf8')))
    return fields ? (textOf(fields, ['recipientaddress']) ?? null) : null
  } catch {
    return null
  }
}
