import type { FactFinder } from '#api/outgoing/fact/fact-finder.ts'

const MONTH = new Intl.DateTimeFormat('en', { month: 'long', year: 'numeric', timeZone: 'UTC' })

/** Months whose books were closed. */
export const findClosedMonths: FactFinder = async (db, { show_id, since }) => {
  let closed = db
    .selectFrom('closed_months')
    .leftJoin('shows', 'shows.id', 'closed_months.show_id')
    .select(['closed_months.id', 'month', 'closed_at', 'slug', 'title'])
    .where('closed_at', '>=', since)
  if (show_id !== null) closed = closed.where('closed_months.show_id', '=', show_id)
  const rows = await closed.orderBy('closed_at').execute()
  return rows.map(({ id, month, closed_at, slug, title }) => {
    const show = slug === null || title === null ? null : { slug, title }
    const name = MONTH.format(new Date(`${month}-01T00:00:00Z`))
    const said = `The books of ${name} were closed${show ? ` for ${show.title}` : ''}.`
    return { subject: `closed ${id}`, fact: { said, show, value: null, at: closed_at.toISOString() } }
  })
}
