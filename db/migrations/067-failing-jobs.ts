import { type Kysely, sql } from 'kysely'

/** Since when a job's rounds fail, and of what passed why it was. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table job_states add column failing_since timestamptz, add column past_error text`.execute(
    db,
  )
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`alter table job_states drop column failing_since, drop column past_error`.execute(db)
}
