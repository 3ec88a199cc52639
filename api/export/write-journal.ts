import { sql } from 'kysely'
import type { ExportQuery } from '#api/contract/export.ts'
import { listKinds, listLeftOut, sayLeftOut, sumKinds } from '#api/export/left-out.ts'
import { listPayoutRows } from '#api/export/payout-rows.ts'
import { type JournalProfile, type ReceiptRow, sats, utc } from '#api/export/profile/profile.ts'
import { receiptRows } from '#api/export/receipt-rows.ts'
import { DEMO_WORDS, type Receipts } from '#api/export/receipts.ts'
import type { Snapshot } from '#api/export/snapshot.ts'
import { decimalOf } from '#api/lib/decimal.ts'
import { minorDigits } from '#api/rate/minor-digits.ts'

const AT_ONCE = 1_000

/**
 * Writes receipts as entries of a journal, with a price directive for each day that has a price; a comment at the end says that it
 * is whole, and one above it what is not in it. What came free is a comment: no money moved.
 * @param readKinds where somebody else needs these sums of the same receipts too
 */
export async function* writeJournal(
  snapshot: Snapshot,
  profile: JournalProfile,
  receipts: Receipts,
  query: ExportQuery,
  readKinds = () => listKinds(snapshot, receipts),
): AsyncGenerator<Buffer> {
  yield Buffer.from(profile.head(receipts))
  if (receipts.demo) yield Buffer.from(profile.comment(DEMO_WORDS))
  await snapshot.client.query(
    snapshot.text(
      sql`declare receipts cursor for
        select ${columns(query.messages)} from (${receiptRows(receipts, query.streams)}) r order by r.settled_at, r.row_id`,
    ),
  )
  let priced = ''
  for (;;) {
    const { rows } = await snapshot.client.query<ReceiptRow>(`fetch ${AT_ONCE} from receipts`)
    if (rows.length === 0) break
    let text = ''
    for (const row of rows) {
      if (row.day !== null && row.sat_price !== null && row.day !== priced) {
        text += profile.price(row.day, row.sat_price, receipts)
        priced = row.day
      }
      text +=
        row.amount_sats === null && row.fiat_amount === null
          ? profile.comment(`${row.day} free boost, row_id ${row.row_id}`)
          : profile.entry(row, receipts)
    }
    yield Buffer.from(text)
  }
  // Several may be written in one snapshot.
  await snapshot.client.query('close receipts')
  for (const { currency, amount, fee, ...payout } of await listPayoutRows(snapshot, receipts)) {
    const digits = currency === null ? 3 : minorDigits(currency)
    const say = (sum: number) => decimalOf(sum, digits)
    const said = { amount: say(amount), fee: say(fee), total: say(amount + fee), unit: currency ?? 'SATS' }
    yield Buffer.from(profile.payout({ ...payout, ...said }))
  }
  const kinds = await readKinds()
  const left = sayLeftOut(await listLeftOut(snapshot, profile, receipts, query, kinds), receipts.currency)
  if (left !== '') yield Buffer.from(profile.comment(`not in this file: ${left}`))
  const { count, amount_msat, checksum } = sumKinds(kinds, receipts)
  yield Buffer.from(profile.comment(`end: count=${count} amount_msat=${amount_msat} checksum=${checksum}`))
}

const net = sql`(r.amount_msat - r.fee_msat)`

function columns(messages: boolean) {
  return sql`
    r.row_id, ${utc} as settled_at, to_char(r.settled_at, 'YYYY-MM-DD') as day, r.show, r.episode, r.action, r.supporter,
    ${messages ? sql`r.message` : sql`null`} as message, r.app, r.wallet, r.rail,
    ${sats(sql`r.amount_msat`)}::text as amount_sats, ${sats(sql`r.fee_msat`)}::text as fee_sats,
    ${sats(net)}::text as net_sats, r.value::text as value,
    case when ${net} = 0 then 0 else r.value - r.fee_value end::text as net_value,
    case when ${net} = 0 then r.value else r.fee_value end::text as fee_value,
    round(r.rate / 100000000, 12)::text as sat_price,
    r.fiat_amount::text as fiat_amount, r.fiat_fee::text as fiat_fee,
    (r.fiat_amount - r.fiat_fee)::text as fiat_net, r.fiat_currency, r.payment_hash`
}
