import { type Kysely, sql } from 'kysely'

/** In which language a person has the studio. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table users add language text check (language in ('en', 'de', 'es'))`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`alter table users drop language`.execute(db)
}
