/** A name as a part of a beancount account: letters, digits and hyphens, a capital or digit first. */
export function accountPart(name: string | null): string {
  const plain = (name ?? '')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
  const first = plain.charAt(0).toUpperCase()
  return /[\p{Lu}\p{N}]/u.test(first) ? first + plain.slice(1) : `X${plain && `-${plain}`}`
}

/** A name as a part of an hledger account: no separators, no two spaces in a row, which would end it. */
export function ledgerPart(name: string | null): string {
  return (
    (name ?? '')
      .replace(/[\s:;|()[\]]+/gu, ' ')
      .trim()
      .slice(0, 100) || 'unassigned'
  )
}

/** Words on one line, without what begins a comment. */
export function oneLine(words: string): string {
  return words.replace(/[\s;|]+/gu, ' ').trim()
}
