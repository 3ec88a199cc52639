import { type Kysely, type RawBuilder, sql } from 'kysely'
import { instantText } from '#api/http/cursor.ts'
import type { DB } from '#db/schema/index.ts'

/** Boosts of one episode, or of a show without one, and where the first of them stands in each order. */
export type GroupSum = {
  show_id: number
  episode_id: string | null
  count: number
  counted_msat: number
  newest: string
  largest: number
}

/** What tells one group from another. */
export function groupKey({ show_id, episode_id }: Pick<GroupSum, 'show_id' | 'episode_id'>): string {
  return `${show_id} ${episode_id ?? ''}`
}

/** Counts and sums boosts by group. */
export async function sumGroups(db: Kysely<DB>, where: readonly RawBuilder<boolean>[]): Promise<GroupSum[]> {
  const { rows } = await sql<GroupSum>`
    select boosts.show_id, boosts.episode_id, count(*) as count, sum(boosts.counted_msat)::bigint as counted_msat,
      ${instantText(sql`max(boosts.sent_at)`)} as newest, max(boosts.size_order) as largest
    from boosts where ${sql.join(where, sql` and `)}
    group by boosts.show_id, boosts.episode_id`.execute(db)
  return rows
}
