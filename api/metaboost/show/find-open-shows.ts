import { type Kysely, sql } from 'kysely'
import type { DB } from '#db/schema/index.ts'

/** A show that takes what apps post. */
export type OpenShow = {
  id: number
  slug: string
  title: string
  currency: string
  is_public: boolean
  /** Its podcast guids, in small letters. */
  guids: string[]
}

/**
 * Finds shows whose address is open: kept ones with a podcast guid and the switch on.
 * @param slugs as they are or were
 * @returns by these slugs
 */
export async function findOpenShows(
  db: Kysely<DB>,
  slugs: readonly string[],
): Promise<Map<string, OpenShow>> {
  const { rows } = await sql<OpenShow & { asked: string }>`
    select asked, s.id, s.slug, s.title, s.currency, s.is_public, guids
    from unnest(${[...new Set(slugs)]}::text[]) asked
    join shows s on s.slug = asked or s.id = (select show_id from show_aliases a where a.slug = asked)
    cross join lateral (
      select array_agg(value order by value) as guids from show_names n where n.show_id = s.id and n.kind = 'guid'
    ) named
    where s.status = 'kept' and s.metaboost and guids is not null`.execute(db)
  return new Map(rows.map(({ asked, ...show }) => [asked, show]))
}
