import { z } from 'zod'

/** An IANA time zone by name (`Europe/Berlin`), one that exists. Offsets are none: PostgreSQL reads their sign the other way. */
export const timeZoneField = z
  .string()
  .max(100)
  .refine(isTimeZone, { error: 'There is no such time zone; write it like Europe/Berlin' })

/** A day, `YYYY-MM-DD`, one that exists. */
export const dayField = z.iso.date({ error: 'A day is written like 2026-11-22' })

/** A currency's ISO 4217 code. */
export const currencyField = z
  .string()
  .regex(/^[A-Z]{3}$/)
  .refine((code) => Intl.supportedValuesOf('currency').includes(code), {
    error: 'There is no such currency; write its code, like USD',
  })

function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]+([_/+-][A-Za-z0-9]+)*$/.test(name)) return false
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}
