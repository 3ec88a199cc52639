import { hash } from 'node:crypto'
import { sql, type Transaction } from 'kysely'
import type { Report } from '#api/intake/report.ts'
import type { Unread } from '#api/source/kind/reading.ts'
import type { DB } from '#db/schema/index.ts'

/** As long as an id may be that is indexed. */
const LONGEST_REF = 200

/**
 * Keeps what could not be recorded, each thing once however often it is reported. What a host dismissed stays so, and what is
 * recorded by now is unread no more.
 */
export async function writeUnread(
  trx: Transaction<DB>,
  sourceId: number,
  unread: readonly Unread[],
  now: Date,
): Promise<void> {
  if (unread.length === 0) return
  const rows = new Map(
    unread.map(({ ref, raw, reason }) => [
      refOf(ref, raw, reason),
      {
        ref: refOf(ref, raw, reason),
        source_id: sourceId,
        raw,
        reason,
        first_seen_at: now,
        last_seen_at: now,
      },
    ]),
  )
  await trx
    .insertInto('unread')
    .values([...rows.values()])
    .onConflict((conflict) =>
      conflict.columns(['source_id', 'ref']).doUpdateSet({
        reason: (from) => from.ref('excluded.reason'),
        raw: sql`coalesce(excluded.raw, unread.raw)`,
        last_seen_at: now,
      }),
    )
    .execute()
}

/** Takes off the list what is recorded by now, by its id or its hash. */
export async function clearUnread(
  trx: Transaction<DB>,
  sourceId: number,
  recorded: readonly Report[],
): Promise<void> {
  if (recorded.length === 0) return
  // An AMP payment's id has its set in it.
  const refs = recorded.flatMap(({ ref, payment_hash }) => [
    ref,
    ref.split(':')[0] ?? ref,
    payment_hash ?? ref,
  ])
  await trx
    .deleteFrom('unread')
    .where('source_id', '=', sourceId)
    .where('ref', '=', sql<string>`any(${refs}::text[])`)
    .execute()
}

/** An invoice for any amount of which some wallets say 0; it gives way to a report that says how much. */
const NO_AMOUNT =
  'The wallet does not say how much came. Look it up in the wallet and add the payment by hand, or follow the node behind it too.'

/** A payment that was read and refused, as something unread. */
export function unreadOf(report: Report, error: string): Unread {
  const { ref, raw = null, money } = report
  const isOfNothing = money.kind === 'sats' && money.amount_msat === 0
  return { ref, raw, reason: isOfNothing ? NO_AMOUNT : `A payment cannot be recorded: ${error}` }
}

function refOf(ref: string | null, raw: string | null, reason: string): string {
  const isUsable = ref !== null && ref !== '' && ref.length <= LONGEST_REF && !ref.includes('\0')
  return isUsable ? ref : hash('sha256', raw ?? reason)
}
