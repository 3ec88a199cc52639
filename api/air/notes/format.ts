import type { FiatAmount } from '#api/contract/common.ts'
import { formatMoney } from '#api/rate/minor-digits.ts'

const NUMBERS = new Intl.NumberFormat('en')

/** `1,337 sats`; parts of a sat are left out. */
export function saySats(msat: number): string {
  return sayCount(Math.trunc(msat / 1000), 'sat')
}

/** `1 boost`, `17 boosts`. */
export function sayCount(count: number, what: string): string {
  return `${NUMBERS.format(count)} ${what}${count === 1 ? '' : 's'}`
}

/** `$5.00` */
export function sayMoney({ amount_minor, currency }: FiatAmount): string {
  return formatMoney('en', amount_minor, currency)
}

/** What a boost brought: sats, money of a card, or nothing but a membership. */
export function sayAmount(boost: {
  counted_msat: number
  claimed_msat: number | null
  claim: string
  fiat: FiatAmount | null
  free: boolean
}): string {
  if (boost.claim === 'unproven')
    return boost.claimed_msat === null ? 'unproven' : `${saySats(boost.claimed_msat)}, unproven`
  if (boost.fiat) return sayMoney(boost.fiat)
  return boost.free ? 'member' : saySats(boost.counted_msat)
}

/** `9:34`, `1:02:31` */
export function sayPosition(seconds: number): string {
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  const two = (value: number) => String(value).padStart(2, '0')
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`
}

/** Names in one breath: `winebear, kestrel and 3 anonymous`. */
export function sayNames(names: readonly string[], anonymous: number): string {
  const all = anonymous > 0 ? [...names, `${NUMBERS.format(anonymous)} anonymous`] : [...names]
  const last = all.pop() ?? ''
  return all.length === 0 ? last : `${all.join(', ')} and ${last}`
}
