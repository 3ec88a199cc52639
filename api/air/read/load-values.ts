import type { Kysely } from 'kysely'
import type { FiatAmount } from '#api/contract/common.ts'
import { minorDigits } from '#api/rate/minor-digits.ts'
import { pricesAt } from '#api/rate/price-at.ts'
import { byHour, loadValuing } from '#api/rate/valuing/valuing.ts'
import type { DB } from '#db/schema/index.ts'
import type { Show } from '#db/schema/show.ts'

const HOUR_MS = 3600 * 1000
/** Decimal places of a price, as rates are kept. */
const PLACES = 8

/** Says what an amount was worth at a time; null where no rate is known. */
export type Valuer = (msat: number, at: Date) => FiatAmount | null

/** Makes a valuer for some times of a show, by the rate of their hours, as its book is valued. */
export async function loadValues(
  db: Kysely<DB>,
  { id, currency, demo }: Pick<Show, 'id' | 'currency' | 'demo'>,
  times: readonly Date[],
): Promise<Valuer> {
  const prices = await pricesAt(
    db,
    demo ? byHour(currency) : await loadValuing(db, id, currency),
    [...new Set(times.map(hourOf))].map((hour) => new Date(hour)),
    demo,
  )
  const digits = minorDigits(currency)
  return (msat, at) => {
    const price = prices.get(hourOf(at))
    return price ? { amount_minor: worthOf(msat, price.price, digits), currency } : null
  }
}

/** Adds values; null where one of them is not known. */
export function sumValues(values: readonly (FiatAmount | null)[]): FiatAmount | null {
  const known = values.filter((value) => value !== null)
  const [first] = known
  if (!first || known.length < values.length) return null
  return {
    amount_minor: known.reduce((sum, value) => sum + value.amount_minor, 0),
    currency: first.currency,
  }
}

function hourOf(time: Date): number {
  return Math.floor(time.getTime() / HOUR_MS) * HOUR_MS
}

/** Rounded half up to the minor unit. @param price of one bitcoin, a decimal */
function worthOf(msat: number, price: string, digits: number): number {
  const [whole = '0', fraction = ''] = price.split('.')
  const scaled = BigInt(whole + fraction.padEnd(PLACES, '0').slice(0, PLACES))
  // One bitcoin is 10^11 msat.
  const unit = 10n ** BigInt(11 + PLACES - digits)
  return Number((BigInt(msat) * scaled + unit / 2n) / unit)
}
