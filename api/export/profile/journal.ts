import type { ReceiptRow } from '#api/export/profile/profile.ts'
import type { ReplyRow } from '#api/export/reply-rows.ts'

/** A name as a part of a beancount account: letters, decimal digits and hyphens, a capital or digit first. */
export function accountPart(name: string | null): string {
  const plain = (name ?? '')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\p{L}\p{Nd}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
  const [first = ''] = plain
  const capital = first.toUpperCase()
  return /^[\p{Lu}\p{Nd}]+$/u.test(capital) ? capital + plain.slice(first.length) : `X${plain && `-${plain}`}`
}

/** A name as a part of an hledger account: no separators, no two spaces in a row, which would end it. */
export function ledgerPart(name: string | null): string {
  const plain = (name ?? '').replace(/[\s\p{C}:;|()[\]]+/gu, ' ').trim()
  return [...plain].slice(0, 100).join('').trim() || 'unassigned'
}

/** ledger reads lines of up to 4,095 bytes; a character has up to four. */
const LONGEST_LINE = 900

/** The first line of an entry, and comments with all of its words where these are too many for one line. */
export function describedAs(row: ReceiptRow): string[] {
  const text = [row.show, kindOf(row), row.supporter && `from ${row.supporter}`].filter(Boolean).join(' ')
  // What begins a comment or a payee's note; brackets in front would be a code.
  const [first = '', ...rest] = linesOf(text.replace(/[;|]+/g, ' ').replace(/^[(*!=\s\p{Cc}]+/u, ''))
  const isWhole = rest.length === 0
  return [`${row.day} * ${first}${isWhole ? '' : '…'}`, ...(isWhole ? [] : commented(text))]
}

/** What an entry is found again by, and what the listener wrote, as comments. */
export function tagsOf(row: ReceiptRow): string[] {
  return [
    `    ; row_id:${linesOf(row.row_id ?? '').join(' ')}`,
    `    ; settled_at:${row.settled_at}`,
    ...(row.payment_hash ? [`    ; payment_hash:${row.payment_hash}`] : []),
    ...(row.message ? commented(row.message) : []),
  ]
}

/** What a payout is found again by, and what somebody noted of it, as comments. */
export function payoutTags(id: string, note: string | null): string[] {
  return [`    ; payout_id:${id}`, ...(note ? commented(note) : [])]
}

/** To whom a reply went, what it is found again by, and what it said: the first lines of its entry. */
export function replyHead({ id, day, name, message, payment_hash }: ReplyRow): string[] {
  return [
    `${day} * Reply to ${ledgerPart(name)}`,
    `    ; reply_id:${id}`,
    ...(payment_hash ? [`    ; payment_hash:${payment_hash}`] : []),
    ...(message ? commented(message) : []),
  ]
}

function commented(text: string): string[] {
  return linesOf(text).map((line) => `    ; ${asComment(line)}`)
}

const LINE = new RegExp(`.{1,${LONGEST_LINE}}(?= |$)|.{1,${LONGEST_LINE}}`, 'gu')

/** Words in lines that every program reads, broken at spaces where there are some. */
function linesOf(text: string): string[] {
  const line = text.replace(/[\s\p{Cc}]+/gu, ' ').trim()
  return (line.match(LINE) ?? []).map((part) => part.trim())
}

/**
 * Words for a comment, in which ledger takes dates in brackets for its own, and both take what a colon ends for a tag: of hledger that may
 * be any word, and a listener's `row_id:` would be found as ours is.
 */
function asComment(text: string): string {
  return text
    .replaceAll('[', '(')
    .replaceAll(']', ')')
    .replace(/(?<=\S):/g, ' :')
}

/** What kind of receipt an entry is. */
export function kindOf({ action, rail, amount_sats, fiat_amount }: ReceiptRow): string {
  const isBack = (amount_sats ?? fiat_amount ?? '').startsWith('-')
  return `${isBack ? 'paid back ' : ''}${action ?? rail}`
}

/** Words in the quotes of beancount. */
export function quoted(text: string): string {
  return `"${text
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .replace(/\\/g, '\\\\')
    .replace(/"/g, '\\"')}"`
}

/** Whether there is nothing to post. */
export function isZero(amount: string | null): boolean {
  return amount === null || Number(amount) === 0
}
