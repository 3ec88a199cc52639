import { type Kysely, sql } from 'kysely'

/** Metadata that is whole weighs 3 by now, what is known to be cut 2, and what a wallet knows of its payer 1. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`update payments set metadata_rank = '3' || substr(metadata_rank, 2) where metadata_rank like '1%'`.execute(
    db,
  )
  await sql`drop index payments_awaiting_metadata`.execute(db)
  await sql`
    create index payments_awaiting_metadata on payments (id)
    where metadata_url is not null and (not has_metadata or left(metadata_rank, 1) = '2')`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop index payments_awaiting_metadata`.execute(db)
  await sql`
    create index payments_awaiting_metadata on payments (id)
    where metadata_url is not null and not has_metadata`.execute(db)
  await sql`update payments set metadata_rank = '1' || substr(metadata_rank, 2) where metadata_rank > '1'`.execute(
    db,
  )
}
