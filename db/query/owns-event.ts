import { type RawBuilder, sql } from 'kysely'

/**
 * Whether a live event of The Split Kit is a show's: that of the show whose feed named it first. Its name is public while it is on, and a
 * feed that names another's takes none of its boosts.
 * @param item the row of `live_items`
 */
export function ownsEvent(item: string): RawBuilder<boolean> {
  const [show, event] = [sql.ref(`${item}.show_id`), sql.ref(`${item}.event_guid`)]
  return sql<boolean>`${show} =
    (select first.show_id from live_items first where first.event_guid = ${event} 
      order by first.event_since nulls first, first.episode_id limit 1)`
}
