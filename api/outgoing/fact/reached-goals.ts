import { sayCount } from '#api/air/notes/format.ts'
import type { FactFinder } from '#api/outgoing/fact/fact-finder.ts'

/** Goals that were reached, each once for each of its runs. */
export const findReachedGoals: FactFinder = async (db, { show_id, since }) => {
  let reached = db
    .selectFrom('goals')
    .innerJoin('shows', 'shows.id', 'goals.show_id')
    .select([
      'goals.id',
      'goals.title as goal',
      'target',
      'goals.currency',
      'reached_at',
      'shows.slug',
      'shows.title',
    ])
    .where('reached_at', '>=', since)
  reached =
    show_id === null
      ? reached.where('shows.status', '<>', 'set_aside').where('shows.demo', '=', false)
      : reached.where('goals.show_id', '=', show_id)
  const rows = await reached.orderBy('reached_at').orderBy('goals.id').execute()
  return rows.flatMap(({ id, goal, target, currency, reached_at, slug, title }) => {
    if (!reached_at) return []
    const sum = currency === null ? ` of ${sayCount(target, 'sat')}` : ''
    const at = reached_at.toISOString()
    const said = `${title} reached its goal “${goal}”${sum}.`
    const fact = { said, show: { slug, title }, value: currency === null ? target : null, at }
    return [{ subject: `goal ${id} ${at}`, fact }]
  })
}
