import type { Reconciled } from '#api/contract/reconcile.ts'
import { formatDayInWords, groupedSats, plainText } from '#api/statement/pdf/words.ts'

/** What a wallet held when its month was closed, and whether the books account for it; nothing where it did not say. */
export function sayBalance({ wallet, balance_msat, balance }: Reconciled): string | null {
  if (balance_msat === null) return null
  const name = plainText(wallet)
  if (!balance)
    return `${name} held ${groupedSats(balance_msat)} sats when it was asked; what was spent is not known here.`
  const { opening_msat, received_msat, refunds_msat, fee_msat, paid_out_msat, closing_msat } = balance
  const { replies_msat = 0 } = balance
  const moved = [
    `${groupedSats(received_msat)} received`,
    ...(refunds_msat > 0 ? [`${groupedSats(refunds_msat)} paid back`] : []),
    ...(fee_msat > 0 ? [`${groupedSats(fee_msat)} kept by it`] : []),
    ...(paid_out_msat > 0 ? [`${groupedSats(paid_out_msat)} paid out`] : []),
    ...(replies_msat > 0 ? [`${groupedSats(replies_msat)} of replies paid, with fees`] : []),
  ]
  return `${name} held ${groupedSats(opening_msat)} sats on ${formatDayInWords(balance.opening_at)}; ${moved.join(', ')}; held ${groupedSats(closing_msat)} on ${formatDayInWords(balance.closing_at)}. ${sayUnexplained(balance.unexplained_msat)}`
}

function sayUnexplained(msat: number): string {
  if (msat === 0) return 'The books account for all of it.'
  return msat < 0
    ? `${groupedSats(-msat)} sats less than the books account for: spent in ways that are not known here.`
    : `${groupedSats(msat)} sats more than the books account for: moved in, in ways that are not known here.`
}
