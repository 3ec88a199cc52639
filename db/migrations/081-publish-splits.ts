import { type Kysely, sql } from 'kysely'

/** Whether a show's page says who gets which part of a boost, as its feed does anyway. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table public_settings add column splits boolean not null default true`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`alter table public_settings drop column splits`.execute(db)
}
