import type { AMOUNT_UNITS, FieldPath, WebhookMappingJson } from '#api/contract/webhook.ts'
import { t } from '#client/source/words.ts'

/** What can be pointed at, beside the id and the amount, in the order in which it is asked. */
export const WANTED = [
  { name: 'time', label: t('Time'), none: t('None: when it comes') },
  { name: 'message', label: t('Message'), none: t('None') },
  { name: 'sender', label: t('Sender'), none: t('None') },
  { name: 'show', label: t('Show'), none: t('None: the wallet’s') },
  { name: 'payment_hash', label: t('Payment hash'), none: t('None') },
] as const

export const UNITS: readonly { unit: (typeof AMOUNT_UNITS)[number]; label: string }[] = [
  { unit: 'sat', label: t('sats') },
  { unit: 'msat', label: t('millisats') },
  { unit: 'btc', label: t('bitcoin') },
  { unit: 'currency', label: t('a currency, such as 5.00') },
  { unit: 'currency_minor', label: t('cents of a currency') },
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
