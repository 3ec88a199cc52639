import type { Kysely, Selectable } from 'kysely'
import type { ValuingTable } from '#db/schema/books.ts'
import type { DB } from '#db/schema/index.ts'

/** By what receipts are valued, and in which currency. */
export type ValuedBy = Pick<Selectable<ValuingTable>, 'currency' | 'method' | 'source'>

/** What the book of the whole business is in where nobody says otherwise. */
export const BUSINESS_CURRENCY = 'USD'

/** What is taken where nothing else was chosen. */
export function byHour(currency: string): ValuedBy {
  return { currency, method: 'hour', source: null }
}

/** The name of a valuing in the database, as `valuings.name` has it. */
export function nameOf({ currency, method, source }: ValuedBy): string {
  return method === 'hour' ? currency : method === 'day' ? `${currency} day` : `${currency} by ${source}`
}

/**
 * By what a book is valued: as was chosen for it, else as the whole business is, else by the hour.
 * @param showId null: the book of the whole business
 */
export async function loadValuing(
  db: Kysely<DB>,
  showId: number | null,
  currency: string,
): Promise<ValuedBy> {
  const chosen = await db
    .selectFrom('book_valuings')
    .innerJoin('valuings', 'valuings.name', 'book_valuings.valuing')
    .select(['valuings.currency', 'method', 'source'])
    .where('book_valuings.currency', '=', currency)
    .where((where) =>
      where.or([where('show_id', 'is', null), ...(showId === null ? [] : [where('show_id', '=', showId)])]),
    )
    .orderBy('show_id', (order) => order.asc().nullsLast())
    .executeTakeFirst()
  return chosen ?? byHour(currency)
}
