import { type Kysely, sql } from 'kysely'

/** Intake asks for all payments of a hash; those in conflict are left out of the unique index. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index conflicts_by_hash on payments (payment_hash) where conflict_of is not null`.execute(
    db,
  )
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop index conflicts_by_hash`.execute(db)
}
