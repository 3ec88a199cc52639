import type { ReceiptRow } from '#api/export/profile/profile.ts'

/** A name as a part of a beancount account: letters, digits and hyphens, a capital or digit first. */
export function accountPart(name: string | null): string {
  const plain = (name ?? '')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
  const [first = ''] = plain
  const capital = first.toUpperCase()
  return /^[\p{Lu}\p{N}]+$/u.test(capital) ? capital + plain.slice(first.length) : `X${plain && `-${plain}`}`
}

/** A name as a part of an hledger account: no separators, no two spaces in a row, which would end it. */
export function ledgerPart(name: string | null): string {
  const plain = (name ?? '').replace(/[\s\p{C}:;|()[\]]+/gu, ' ').trim()
  return [...plain].slice(0, 100).join('').trim() || 'unassigned'
}

/** Words on one line, without what begins a comment or a payee's note. */
export function oneLine(words: string): string {
  return words.replace(/[\s\p{Cc};|]+/gu, ' ').trim()
}

/** Words for a transaction's first line, where brackets in front would be its code. */
export function asDescription(words: string): string {
  return oneLine(words).replace(/^[(*!=\s]+/, '')
}

/** Words for a comment, in which ledger takes dates in brackets and values after two colons for its own. */
export function asComment(words: string): string {
  return oneLine(words)
    .replaceAll('[', '(')
    .replaceAll(']', ')')
    .replace(/:(?=:)/g, ': ')
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
