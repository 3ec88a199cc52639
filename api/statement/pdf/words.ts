import type { Rail } from '#api/contract/rail.ts'
import type { Statement } from '#api/contract/statement.ts'
import { decimalOf } from '#api/lib/decimal.ts'
import { oneLine } from '#api/lib/one-line.ts'
import { roundDecimal } from '#api/lib/round-decimal.ts'
import { minorDigits } from '#api/rate/minor-digits.ts'
import { lastDayOf } from '#api/statement/book.ts'

const WAYS: Record<Rail, string> = {
  keysend: 'Keysend',
  bolt11: 'Invoice',
  lnaddress: 'Lightning address',
  onchain: 'On chain',
  card: 'Card',
  ach: 'Bank transfer',
  free: 'Free',
}

export function nameWay(rail: string): string {
  return Object.entries(WAYS).find(([way]) => way === rail)?.[1] ?? rail
}

/** A name as it can be written on paper: without pictures, of which the font has none. */
export function plainText(text: string): string {
  return oneLine(text.replace(/\p{Extended_Pictographic}|\p{Regional_Indicator}|\u200d|\ufe0f/gu, '')) || '?'
}

/** The lines of a name and address as they were typed. */
export function linesOf(typed = ''): string[] {
  return typed.split('\n').filter((line) => line.trim() !== '')
}

/** `1,234` */
export function groupedCount(number: number): string {
  return number.toLocaleString('en-GB')
}

/** `1,234,567.890` */
export function groupedSats(msat: number): string {
  return grouped(decimalOf(msat, 3))
}

export function groupedMinor(minor: number, currency: string): string {
  return grouped(decimalOf(minor, minorDigits(currency)))
}

/** A decimal of worth, to as many digits. */
export function groupedWorth(value: string, digits: number): string {
  return grouped(roundDecimal(value, digits))
}

function grouped(decimal: string): string {
  const [whole = '', part] = decimal.split('.')
  const groups = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  return part === undefined ? groups : `${groups}.${part}`
}

/** `October 2026`, `2026`, or its days in words. */
export function formatPeriod({ from, to }: Pick<Statement, 'from' | 'to'>): string {
  if (from && to) {
    const month = from.slice(0, 7)
    if (from === `${month}-01` && to === lastDayOf(month)) return monthInWords(month)
    const year = from.slice(0, 4)
    if (from === `${year}-01-01` && to === `${year}-12-31`) return year
  }
  const first = from ? `from ${formatDayInWords(from)}` : 'from the beginning'
  return to ? `${first} to ${formatDayInWords(to)}` : first
}

/** @param month `YYYY-MM` */
export function monthInWords(month: string): string {
  const at = new Date(`${month}-01T00:00:00Z`)
  return at.toLocaleDateString('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' })
}

/** @param at a day, or an instant, of which it is the day in UTC */
export function formatDayInWords(at: string): string {
  const day = new Date(at)
  return day.toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })
}

/** What a statement is filed under, the same whenever it is made: `kill-show-2026-10`. */
export function numberOf({ shows, from, to }: Pick<Statement, 'shows' | 'from' | 'to'>): string {
  const whose = shows ? shows.map(({ slug }) => slug).join('+') : 'all-shows'
  if (!from || !to) return `${whose}-${from ?? 'until'}${to ? `-${to}` : ''}`
  const period = formatPeriod({ from, to })
  if (period === from.slice(0, 4)) return `${whose}-${period}`
  return to === lastDayOf(from.slice(0, 7)) && from.endsWith('-01')
    ? `${whose}-${from.slice(0, 7)}`
    : `${whose}-${from}-${to}`
}
