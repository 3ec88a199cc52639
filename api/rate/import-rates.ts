import { parse } from 'csv-parse/sync'
import type { Kysely } from 'kysely'
import type { z } from 'zod'
import { newRateSchema, type rateFileAnswerSchema } from '#api/contract/rate.ts'
import { AppError } from '#api/errors.ts'
import { keepAuthorityRates } from '#api/rate/authority/keep-authority-rates.ts'
import { readAuthorityFile } from '#api/rate/authority/read-authority-file.ts'
import { hourOf, type Quote } from '#api/rate/provider/provider.ts'
import { wantCurrency } from '#api/rate/request-rates.ts'
import { keepRates } from '#api/rate/store-rates.ts'
import { revaluePayments, type Span } from '#api/rate/value-payments.ts'
import type { RateOrigin } from '#db/schema/books.ts'
import type { DB } from '#db/schema/index.ts'

const DAY_MS = 24 * 3600 * 1000
/** Payments are valued anew in pieces of so many days. */
const PIECE_MS = 30 * DAY_MS

type Line = { currency: string; quote: Quote }

/**
 * Takes prices from a file, for machines without internet: lines of time, currency and price, or an authority's exchange rates. Bad
 * lines are named and cost nothing else.
 * @throws AppError bad-request where it is no CSV at all
 */
export async function importRates(
  db: Kysely<DB>,
  csv: string,
  source: string,
): Promise<z.infer<typeof rateFileAnswerSchema>> {
  const authority = readAuthorityFile(csv, source)
  if (authority)
    return {
      read: authority.rates.length,
      kept: await keepAuthorityRates(db, authority),
      valued: 0,
      rejected: [],
    }
  const { lines, rejected } = readRates(csv)
  let kept = 0
  let valued = 0
  for (const currency of new Set(lines.map((line) => line.currency))) {
    await wantCurrency(db, currency)
    const quotes = lines.filter((line) => line.currency === currency).map(({ quote }) => quote)
    const done = await takeRates(db, currency, quotes, { origin: 'file', source })
    kept += done.kept
    valued += done.valued
  }
  return { read: lines.length + rejected.length, kept, valued, rejected }
}

/** Keeps prices that a person or a file gives, and values the payments of their times anew. */
export async function takeRates(
  db: Kysely<DB>,
  currency: string,
  quotes: readonly Quote[],
  by: { origin: RateOrigin; source: string },
): Promise<{ kept: number; valued: number }> {
  const kept = await keepRates(db, currency, quotes, by)
  let valued = 0
  const valuings = await db
    .selectFrom('valuings')
    .select(['currency', 'method', 'source'])
    .where('currency', '=', currency)
    .orderBy('name')
    .execute()
  for (const valuing of valuings)
    for (const span of spansOf(quotes)) valued += await revaluePayments(db, valuing, span)
  return { kept, valued }
}

/** A price for a day (`YYYY-MM-DD`, UTC) or for the hour that holds an instant. */
export function asQuote(at: string, price: string): Quote {
  if (/^\d{4}-\d{2}-\d{2}$/.test(at)) return { at: new Date(`${at}T00:00:00Z`), seconds: 86_400, price }
  return { at: hourOf(new Date(at)), seconds: 3600, price }
}

function readRates(csv: string) {
  const lines: Line[] = []
  const rejected: { line: number; error: string }[] = []
  for (const [index, [at = '', currency = '', price = '']] of parseCsv(csv).entries()) {
    if (index === 0 && /^(time|at|date|day)$/i.test(at)) continue
    const parsed = newRateSchema.safeParse({ at: at.replace(' ', 'T'), currency, price })
    if (parsed.success) lines.push({ currency, quote: asQuote(parsed.data.at, price) })
    else rejected.push({ line: index + 1, error: parsed.error.issues[0]?.message ?? 'It cannot be read.' })
  }
  return { lines, rejected }
}

function parseCsv(csv: string): string[][] {
  try {
    return parse(csv, { bom: true, trim: true, relax_column_count: true, skip_empty_lines: true })
  } catch (cause) {
    throw new AppError('bad-request', 'This is no CSV. Write lines like 2026-11-22,EUR,81234.50.', { cause })
  }
}

/** The times that prices are for, joined where they touch, and cut to pieces. */
function spansOf(quotes: readonly Quote[]): Span[] {
  const sorted = quotes
    .map(({ at, seconds }) => ({ from: at.getTime(), until: at.getTime() + seconds * 1000 }))
    .sort((a, b) => a.from - b.from)
  const spans: { from: number; until: number }[] = []
  for (const span of sorted) {
    const last = spans.at(-1)
    if (last && span.from <= last.until && span.until - last.from <= PIECE_MS)
      last.until = Math.max(last.until, span.until)
    else spans.push({ ...span })
  }
  return spans.map(({ from, until }) => ({ from: new Date(from), until: new Date(until) }))
}
