export type Cell = string | number | null

/**
 * Rows as a CSV file by RFC 4180. A text that a spreadsheet would take for a formula gets an apostrophe, as in exports: before
 * `= + - @`, tab, line ends and their wide forms, after apostrophes or not. Listeners choose their own names.
 */
export function writeCsv(head: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return [head, ...rows].map((row) => `${row.map(writeCell).join(',')}\r\n`).join('')
}

function writeCell(cell: Cell): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return String(cell)
  const text = /^'*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** An amount of msat as sats, to the msat, for a cell. */
export function satsCell(msat: number): number {
  return msat / 1000
}

/** Gives rows to the reader as a CSV file that is named by what they are of. */
export function saveCsv(title: string, head: readonly string[], rows: readonly (readonly Cell[])[]): void {
  saveFile(fileName(title, 'csv'), new Blob([writeCsv(head, rows)], { type: 'text/csv;charset=utf-8' }))
}

/** Gives a file to the reader. */
export function saveFile(name: string, content: Blob): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(content)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}

/** What a file about something is called: `sats-per-day.csv`. */
export function fileName(title: string, end: 'csv' | 'png'): string {
  const words = title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
  return `${words.slice(0, 80) || 'chart'}.${end}`
}
