import type { FactFinder } from '#api/outgoing/fact/fact-finder.ts'

const HOUR_MS = 3_600_000

/** Wallets that could not be heard for so many hours; each again only once it was heard in between. */
export const findSilentWallets: FactFinder = async (db, { show_id, condition: { hours }, since }, now) => {
  let silent = db
    .selectFrom('connections')
    .innerJoin('sources', 'sources.id', 'connections.source_id')
    .innerJoin('wallets', 'wallets.id', 'sources.wallet_id')
    .leftJoin('shows', 'shows.id', 'wallets.show_id')
    .select(['sources.id', 'sources.name', 'problem', 'shows.slug', 'shows.title'])
    .select((row) => row.fn.coalesce('contact_at', 'state_since').as('heard_at'))
    .where('paused', '=', false)
    .where('state', '<>', 'connected')
    .where('wallets.demo', '=', false)
  if (show_id !== null) silent = silent.where('wallets.show_id', '=', show_id)
  const rows = await silent.execute()
  return rows.flatMap(({ id, name, problem, slug, title, heard_at }) => {
    const at = new Date(heard_at.getTime() + hours * HOUR_MS)
    if (at > now || at < since) return []
    const show = slug === null || title === null ? null : { slug, title }
    const time = hours === 1 ? 'an hour' : `${hours} hours`
    const said = `“${name}” was not heard for ${time}.${problem ? ` ${problem}` : ''}`
    return [
      {
        subject: `silent ${id} ${heard_at.toISOString()}`,
        fact: { said, show, value: hours, at: at.toISOString() },
      },
    ]
  })
}
