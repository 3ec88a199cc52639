import type { Reading } from '#api/metadata/reading.ts'

/** Apps round, and take fees before or after: more than this is another payment. */
const TOLERANCE = 0.02

/**
 * What metadata that anybody may have written says otherwise than the payment it came with: its part of the boost, or who
 * was to be paid.
 * @param recipient what the answer names as recipient, as written
 * @param own addresses that are known to lead to the wallet
 * @returns a sentence, or null where it can be this payment's
 */
export function contradictionOf(
  reading: Reading,
  recipient: string | null,
  payment: { amount_msat: number | null },
  own: readonly string[],
): string | null {
  const { claimed_split_msat: said } = reading
  const { amount_msat: paid } = payment
  if (said !== null && paid !== null) {
    const allowed = Math.max(1_000, Math.max(said, paid) * TOLERANCE)
    if (Math.abs(said - paid) > allowed)
      return `The metadata at the address in its memo is about another amount (${said} msat), and is not believed.`
  }
  if (recipient !== null && own.length > 0 && !own.some((address) => sameAddress(address, recipient)))
    return `The metadata at the address in its memo is about another recipient (${recipient.slice(0, 100)}), and is not believed.`
  return null
}

function sameAddress(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase()
}
