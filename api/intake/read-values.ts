/**
 * A time as wallets and files write it: epoch seconds or milliseconds, as a number or its digits, or an instant; `2022-05-15 18:40:01`
 * is UTC. What lies where no payment can is for `checkReport` to say.
 * @returns null where it is no time
 */
export function readInstant(value: unknown): Date | null {
  if (typeof value === 'number' || typeof value === 'bigint') return fromEpoch(Number(value))
  if (typeof value !== 'string') return null
  const text = value.trim()
  if (/^\d+(\.\d+)?$/.test(text)) return fromEpoch(Number(text))
  if (!/^\d{4}-\d\d-\d\d/.test(text)) return null
  const hasZone = /(z|[+-]\d\d:?\d\d)$/i.test(text)
  const time = new Date(hasZone ? text : `${text.replace(' ', 'T')}${text.length > 10 ? 'Z' : ''}`)
  return Number.isNaN(time.getTime()) ? null : time
}

/** A whole amount, as a number or its digits. @returns null where it is none, or more than a number holds exactly */
export function readAmount(value: unknown): number | null {
  const isNumber = typeof value === 'number' || typeof value === 'bigint'
  const isDigits = typeof value === 'string' && /^\s*\d+(\.0+)?\s*$/.test(value)
  const amount = isNumber || isDigits ? Number(value) : Number.NaN
  return Number.isSafeInteger(amount) ? amount : null
}

/** As seconds, this is the year 5138: what is more is milliseconds. */
const FIRST_MILLISECONDS = 1e11

/** Epoch seconds, or milliseconds, as some write them. */
export function instantOfEpoch(epoch: number): Date {
  return new Date(epoch > FIRST_MILLISECONDS ? epoch : epoch * 1000)
}

/** 0 is how some wallets write that there is no time. */
function fromEpoch(epoch: number): Date | null {
  return epoch > 0 ? instantOfEpoch(epoch) : null
}
