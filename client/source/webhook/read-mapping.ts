import type { AMOUNT_UNITS, FieldPath, WebhookMappingJson } from '#api/contract/webhook.ts'

/** What can be pointed at, beside the id and the amount, in the order in which it is asked. */
export const WANTED = [
  { name: 'time', label: 'Time', none: 'None: when it comes' },
  { name: 'message', label: 'Message', none: 'None' },
  { name: 'sender', label: 'Sender', none: 'None' },
  { name: 'show', label: 'Show', none: 'None: the wallet’s' },
  { name: 'payment_hash', label: 'Payment hash', none: 'None' },
] as const

export const UNITS: readonly { unit: (typeof AMOUNT_UNITS)[number]; label: string }[] = [
  { unit: 'sat', label: 'sats' },
  { unit: 'msat', label: 'millisats' },
  { unit: 'btc', label: 'bitcoin' },
  { unit: 'currency', label: 'a currency, such as 5.00' },
  { unit: 'currency_minor', label: 'cents of a currency' },
]

/** A mapping from what was chosen: each choice is a path as JSON, or blank. */
export function readMapping(fields: Record<string, string>): WebhookMappingJson {
  const at = (name: string): FieldPath | null => (fields[name] ? JSON.parse(fields[name]) : null)
  const unit = UNITS.find((known) => known.unit === fields.unit)?.unit ?? 'sat'
  const isFiat = unit === 'currency' || unit === 'currency_minor'
  const only = at('only')
  return {
    id: at('id') ?? [],
    amount: at('amount') ?? [],
    unit,
    currency: isFiat && !fields.currency_at ? (fields.currency ?? '').toUpperCase() : null,
    currency_at: isFiat ? at('currency_at') : null,
    ...Object.fromEntries(WANTED.map(({ name }) => [name, at(name)])),
    only: only && fields.only_is ? { at: only, is: fields.only_is } : null,
  }
}
