import { parse } from 'csv-parse/sync'
import { Parser } from 'htmlparser2'

/** What an authority says: on a day so many units of a currency were `value` of its own. Decimals as they came. */
export type AuthorityRate = { day: string; currency: string; units: string; value: string }
export type AuthorityFile = { authority: string; base: string; rates: AuthorityRate[] }

const DECIMAL = /^\d{1,12}(\.\d{1,12})?$/
const CODE = /^[A-Z]{3}$/

/**
 * Reads an authority's own file of exchange rates: the European Central Bank's as CSV or XML, that of the Swiss customs office as XML, or
 * lines `day,base,currency,rate`, where one of the base is so many of the currency.
 * @param name whose a file of lines is said to be
 * @returns null where it is none of these
 */
export function readAuthorityFile(text: string, name: string): AuthorityFile | null {
  const start = text.replace(/^\ufeff/, '').trimStart()
  if (start.startsWith('<')) return readXml(start)
  return readWide(start) ?? readLines(start, name)
}

/** Days down, currencies across: `Date,USD,JPY,…`, each for one euro; `N/A` where there is none. */
function readWide(text: string): AuthorityFile | null {
  if (!/^Date\s*,\s*[A-Z]{3}\s*,/.test(text)) return null
  const [head = [], ...rows] = parseCsv(text)
  const rates = rows.flatMap(([at = '', ...cells]) => {
    const day = dayOf(at)
    return cells.flatMap((units, index) => {
      const currency = head[index + 1] ?? ''
      return day && CODE.test(currency) && DECIMAL.test(units) ? [{ day, currency, units, value: '1' }] : []
    })
  })
  return { authority: 'ECB', base: 'EUR', rates }
}

function readLines(text: string, authority: string): AuthorityFile | null {
  if (!/^[^\n]*\d{4}-\d{2}-\d{2}\s*,\s*[A-Z]{3}\s*,\s*[A-Z]{3}\s*,/m.test(text)) return null
  const rows = parseCsv(text).filter(([, one = '', other = '']) => CODE.test(one) && CODE.test(other))
  const base = rows[0]?.[1] ?? ''
  const rates = rows.flatMap(([at = '', own, currency = '', units = '']) => {
    const day = dayOf(at)
    return day && own === base && DECIMAL.test(units) ? [{ day, currency, units, value: '1' }] : []
  })
  return { authority, base, rates }
}

/** `Cube` with attributes is the European Central Bank's, `devise` the Swiss customs office's: both give a day before its rates. */
function readXml(text: string): AuthorityFile | null {
  const rates: AuthorityRate[] = []
  const found: Pick<AuthorityFile, 'authority' | 'base'>[] = []
  let day: string | null = null
  let [inside, words] = ['', '']
  let one = { units: '', currency: '', value: '' }
  const parser = new Parser(
    {
      onopentag(name, { time, currency, rate }) {
        inside = name.toLowerCase()
        words = ''
        if (inside.endsWith('cube') && time) day = dayOf(time)
        if (!inside.endsWith('cube') || !currency || !rate) return
        found.push({ authority: 'ECB', base: 'EUR' })
        if (day && CODE.test(currency) && DECIMAL.test(rate))
          rates.push({ day, currency, units: rate, value: '1' })
      },
      ontext(part) {
        words += part
      },
      onclosetag(name) {
        const text = words.trim()
        if (name.toLowerCase() === inside) {
          if (inside === 'datum') day = dayOf(text)
          if (inside === 'waehrung') {
            const [units = '', currency = ''] = text.split(/\s+/)
            one = { ...one, units, currency }
          }
          if (inside === 'kurs') one = { ...one, value: text }
        }
        if (name.toLowerCase() !== 'devise') return
        found.push({ authority: 'Swiss customs', base: 'CHF' })
        const { units, currency, value } = one
        if (day && CODE.test(currency) && DECIMAL.test(units) && DECIMAL.test(value) && Number(value) > 0)
          rates.push({ day, currency, units, value })
      },
    },
    { xmlMode: true },
  )
  parser.end(text)
  const [first] = found
  return first ? { ...first, rates } : null
}

/** `2026-11-27`, `27.11.2026` or `27 November 2026` as the first; null for no day. */
function dayOf(text: string): string | null {
  const [, dd, mm, yyyy] = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(text) ?? []
  const written = yyyy ? `${yyyy}-${mm?.padStart(2, '0')}-${dd?.padStart(2, '0')}` : text
  const at = Date.parse(/^\d{4}-/.test(written) ? `${written}T00:00:00Z` : `${written} UTC`)
  return Number.isNaN(at) ? null : new Date(at).toISOString().slice(0, 10)
}

function parseCsv(text: string): string[][] {
  return parse(text, { bom: true, trim: true, relax_column_count: true, skip_empty_lines: true })
}
