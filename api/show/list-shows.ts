import { type Kysely, sql } from 'kysely'
import { z } from 'zod'
import type { Page } from '#api/contract/common.ts'
import type { ShowJson } from '#api/contract/show.ts'
import { cutPage, readCursor } from '#api/http/cursor.ts'
import { showsAsJson } from '#api/show/show-as-json.ts'
import type { DB } from '#db/schema/index.ts'
import type { Show } from '#db/schema/show.ts'

const placeSchema = z.tuple([z.int(), z.string(), z.int()])

/** A page of the shows: the hosts' own first, then the provisional ones, then those set aside; each by title. */
export async function listShows(
  db: Kysely<DB>,
  query: { limit: number; cursor?: string | undefined },
): Promise<Page<ShowJson>> {
  const after = query.cursor === undefined ? [-1, '', 0] : readCursor(placeSchema, query.cursor)
  const { rows } = await sql<Show & { rank: number; sorted: string }>`
    select * from (
      select shows.*, lower(title) as sorted,
        case status when 'kept' then 0 when 'provisional' then 1 else 2 end as rank
      from shows where merged_into is null
    ) ranked
    where (rank, sorted, id) > (${after[0]}, ${after[1]}, ${after[2]})
    order by rank, sorted, id limit ${query.limit + 1}`.execute(db)
  const { page, next_cursor } = cutPage(rows, query.limit, (row) => [row.rank, row.sorted, row.id])
  return {
    items: await showsAsJson(db, page),
    next_cursor,
  }
}
