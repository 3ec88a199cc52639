import { type Kysely, sql } from 'kysely'

/** How a host wants a supporter to be called, whatever name they send under. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table supporters add column chosen_name text`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`alter table supporters drop column chosen_name`.execute(db)
}
