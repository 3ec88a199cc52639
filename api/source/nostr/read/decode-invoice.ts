import { decode } from 'light-bolt11-decoder'
import { z } from 'zod'

/** Longer is no invoice of a Lightning address. */
const LONGEST = 8_000
/** By default (BOLT 11). */
const HOUR_S = 3_600
const FAR = Date.parse('9999-01-01T00:00:00Z')
// The types of the library leave out the hash of a description.
const sectionsSchema = z.array(z.object({ name: z.string(), value: z.unknown().optional() }))

export type DecodedInvoice = {
  payment_hash: string
  /** Null where the payer chooses. */
  amount_msat: number | null
  description_hash: string | null
  /** From when on nobody can pay it. */
  expires_at: Date
}

/** What a BOLT11 invoice says; null where it is none. Its signature is not looked at: only a wallet proves that it was paid. */
export function decodeInvoice(text: string | undefined): DecodedInvoice | null {
  if (text === undefined || text.length > LONGEST) return null
  try {
    const sections = sectionsSchema.parse(decode(text.trim().toLowerCase()).sections)
    const hex = (name: string) => {
      const value = sections.find((section) => section.name === name)?.value
      return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value) ? value : null
    }
    const payment_hash = hex('payment_hash')
    if (payment_hash === null) return null
    const number = (name: string, otherwise: number) => {
      const value = sections.find((section) => section.name === name)?.value
      return typeof value === 'number' && Number.isFinite(value) ? value : otherwise
    }
    const amount = Number(sections.find(({ name }) => name === 'amount')?.value ?? Number.NaN)
    return {
      payment_hash,
      amount_msat: Number.isSafeInteger(amount) && amount > 0 ? amount : null,
      description_hash: hex('description_hash'),
      expires_at: new Date(Math.min((number('timestamp', 0) + number('expiry', HOUR_S)) * 1000, FAR)),
    }
  } catch {
    return null
  }
}
