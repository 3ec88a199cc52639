/** A cell of CSV (RFC 4180), quoted where it has to be; nothing is told from an empty text, as PostgreSQL does. */
export function csvCell(text: string | null): string {
  if (text === null) return ''
  if (text === '') return '""'
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** A record of CSV with its line end (RFC 4180). */
export function csvRecord(cells: readonly string[]): string {
  return `${cells.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')}\r\n`
}

/**
 * Stops spreadsheets from running a text as a formula (OWASP): an apostrophe before `= + - @`, tab, line ends, and their wide forms.
 * Apostrophes that stood there already get one more, so that taking one off gives the text back.
 */
export function withoutFormula(text: string): string {
  return /^'*[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text
}
