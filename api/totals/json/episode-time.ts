import { type RawBuilder, sql } from 'kysely'

/** When an episode `e` was, to put it in order: published, else boosted first, else first heard of. */
export const episodeTime: RawBuilder<unknown> = sql`
  coalesce(e.published_at, (select min(sent_at) from boosts first where first.episode_id = e.id and payment_count > 0), e.created_at)`
