import type { BoostJson } from '#api/contract/boost.ts'
import { t } from '#client/boost/words.ts'
import { formatExactSats } from '#client/format/sats.ts'

type Claimed = Pick<BoostJson, 'claim' | 'claimed_msat' | 'received_msat' | 'counted_msat' | 'fiat' | 'free'>

export const UNPROVEN_WORDS = t(
  'It was claimed, and no wallet of yours has received anything of it. It is in no sum. When a payment that fits comes, they become one.',
)

/** What the app claims against what the wallets got, and which of them counts, in words. */
export function explainClaim({
  claim,
  claimed_msat,
  received_msat,
  counted_msat,
  fiat,
  free,
}: Claimed): string {
  if (free) return t('A free boost of a member: no money was sent.')
  if (claim === 'unproven') return UNPROVEN_WORDS
  const received = t('{amount} sats arrived', { amount: formatExactSats(received_msat) })
  if (fiat && received_msat === 0)
    return t('It was paid in other money than sats, so no claim in sats counts.')
  if (claimed_msat === null)
    return t('The app names no total. {received}, and that is counted.', { received })
  const claimed = t('The app claims {amount} sats', { amount: formatExactSats(claimed_msat) })
  if (claim === 'doubtful')
    return t(
      '{claimed}, but only {received}: far less than your shares of that. What arrived is counted, the claim is not.',
      { claimed, received },
    )
  if (claim === 'unknown')
    return t(
      '{claimed}, and {received}. Your shares are not known, so the claim cannot be checked, and what arrived is counted.',
      { claimed, received },
    )
  if (counted_msat === claimed_msat && received_msat < claimed_msat)
    return t(
      '{claimed}, and {received} here, which is what your shares of that should be. The claim is counted; the rest went to other recipients.',
      { claimed, received },
    )
  if (received_msat > claimed_msat)
    return t('{claimed}, but more, {received}. What arrived is counted.', { claimed, received })
  return t('{claimed}, and all of it arrived.', { claimed })
}
