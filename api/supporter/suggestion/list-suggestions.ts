import { type Kysely, sql } from 'kysely'
import type { SuggestionJson } from '#api/contract/supporter.ts'
import type { DB } from '#db/schema/index.ts'

type Row = {
  a_id: string
  a_name: string
  b_id: string
  b_name: string
  reason: string
  created_at: Date
}

/** Supporters that may be one person, the latest found first, at most 200. */
export async function listSuggestions(db: Kysely<DB>): Promise<SuggestionJson[]> {
  const { rows } = await sql<Row>`
    select a.id as a_id, a.name as a_name, b.id as b_id, b.name as b_name, s.reason, s.created_at
    from supporter_suggestions s
    join supporters a on a.id = s.supporter_id
    join supporters b on b.id = s.other_id
    where not s.dismissed
    order by s.created_at desc, a.id, b.id limit 200`.execute(db)
  return rows.map((row) => ({
    supporter: { id: row.a_id, name: row.a_name },
    other: { id: row.b_id, name: row.b_name },
    reason: row.reason,
    found_at: row.created_at.toISOString(),
  }))
}
