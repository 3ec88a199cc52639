import type { PaymentJson } from '#api/contract/payment.ts'

type Choice = {
  payment: Pick<PaymentJson, 'wallet'>
  memo: string
  isWalletOnly: boolean
  /** `set_aside`, or the slug of the show that they belong to. */
  effect: string
}

/** A rule as chosen; null where it would be about everything. */
export function readRule({ payment, memo, isWalletOnly, effect }: Choice) {
  const memo_contains = memo.trim() || null
  const wallet = isWalletOnly ? payment.wallet : null
  if (memo_contains === null && wallet === null) return null
  const show = effect === 'set_aside' ? null : effect
  return { effect: show === null ? ('set_aside' as const) : ('ours' as const), memo_contains, wallet, show }
}
