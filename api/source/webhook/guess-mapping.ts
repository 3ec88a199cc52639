import type { FieldPath } from '#api/contract/webhook.ts'
import type { SampleField } from '#api/source/webhook/fields.ts'

/** Names that senders give to what is wanted, the surest first. */
const NAMES: Record<string, RegExp[]> = {
  id: [/^(payment|transaction|order|invoice|checking|kofi_transaction)_?id$/, /^id$/, /(^|_)(hash|id)$/],
  amount: [/^amount(_?msat|_?sats?)?$/, /^value(_?msat|_?sats?)?$/, /amount|total|value|price/],
  currency: [/^currency(_?code)?$/],
  time: [/^(settled|paid|completed)_?(at|date|time)?$/, /time(stamp)?$|_at$|date/],
  message: [/^(message|comment|payernote|payer_note)$/, /note|text|memo|description/],
  sender: [/^(sender|from|payer|donor|supporter|user)_?name$/, /^(sender|from|payer|name|username)$/],
  show: [/^(podcast|show)(_?(title|name|guid))?$/, /podcast|show/],
  payment_hash: [/^payment_?hash$/, /^r_?hash$/],
  only: [/^(status|state)$/, /^(paid|settled|is_?paid)$/],
}

/** Which field is probably what, by its name; null where none is. */
export function guessMapping(fields: readonly SampleField[]): Record<string, FieldPath | null> {
  return Object.fromEntries(
    Object.entries(NAMES).map(([wanted, patterns]) => [wanted, bestOf(fields, patterns)]),
  )
}

function bestOf(fields: readonly SampleField[], patterns: readonly RegExp[]): FieldPath | null {
  for (const pattern of patterns) {
    const found = fields.find(({ at }) => pattern.test(lastName(at)))
    if (found) return found.at
  }
  return null
}

/** In small letters, its words parted: `payerNote` is `payer_note`. */
function lastName(at: FieldPath): string {
  return String(at.findLast((step) => typeof step === 'string') ?? '')
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
}
