import type { AlertRule } from '#api/contract/overlay.ts'

/** What a rule looks at: msat that count, null for what came as other money or none, and the words. */
type Picked = { msat: number | null; message: string | null }

/** The first rule that fits a boost; undefined where none does. */
export function pickRule(rules: readonly AlertRule[], { msat, message }: Picked): AlertRule | undefined {
  return rules.find(
    ({ from_sats, to_sats, words }) =>
      (from_sats === null || (msat !== null && msat >= from_sats * 1000)) &&
      (to_sats === null || (msat !== null && msat < (to_sats + 1) * 1000)) &&
      (words === null || (message ?? '').toLowerCase().includes(words.toLowerCase())),
  )
}
