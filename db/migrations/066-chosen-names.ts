import { type Kysely, sql } from 'kysely'

/** How a host wants a supporter to be called, whatever name they send under. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table supporters add column chosen_name text`.execute(db)
  // Few are called otherwise than by themselves, and every search asks who.
  await sql`create index supporters_with_chosen_names on supporters (id) where chosen_name is not null`.execute(
    db,
  )
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`alter table supporters drop column chosen_name`.execute(db)
}
