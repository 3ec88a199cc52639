import { type Kysely, sql } from 'kysely'

/** A name without a supporter is one whose owner asked to be nobody: known, so that later payments are nobody's either. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table supporter_names alter column supporter_id drop not null`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`delete from supporter_names where supporter_id is null`.execute(db)
  await sql`alter table supporter_names alter column supporter_id set not null`.execute(db)
}
