import { sql, type Transaction } from 'kysely'
import type { DB } from '#db/schema/index.ts'

/** What was suggested about a supporter that goes up in another is suggested about that one; what was dismissed stays so. */
export async function carrySuggestions(trx: Transaction<DB>, gone: string, survivor: string): Promise<void> {
  await sql`
    insert into supporter_suggestions (supporter_id, other_id, reason, dismissed, created_at)
    select least(other, ${survivor}::uuid), greatest(other, ${survivor}::uuid), reason, dismissed, created_at
    from (
      select case supporter_id when ${gone} then other_id else supporter_id end as other, reason, dismissed, created_at
      from supporter_suggestions where supporter_id = ${gone} or other_id = ${gone}
    ) suggested
    where other <> ${survivor}
    on conflict (supporter_id, other_id) do update set dismissed = supporter_suggestions.dismissed or excluded.dismissed`.execute(
    trx,
  )
  await trx
    .deleteFrom('supporter_suggestions')
    .where((where) => where.or([where('supporter_id', '=', gone), where('other_id', '=', gone)]))
    .execute()
}
