import { type Kysely, sql } from 'kysely'

/**
 * What makes a payment the same in whichever order its reports come: by which report its words and its fee are said, and which
 * episode it named itself; and in which wallet a report saw it, since two wallets may see one payment.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table payments
      add column routing text,
      add column reading_rank text,
      add column fee_exactness smallint not null default 0,
      add column named_episode_id uuid,
      add column corrected_at timestamptz`.execute(db)
  await sql`update payments set named_episode_id = episode_id where has_reading`.execute(db)
  await sql`alter table sightings add column wallet_id integer references wallets`.execute(db)
  await sql`
    update sightings set wallet_id = payments.wallet_id from payments where payments.id = sightings.payment_id`.execute(
    db,
  )
  await sql`alter table sightings alter column wallet_id set not null`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`alter table sightings drop column wallet_id`.execute(db)
  await sql`
    alter table payments
      drop column routing, drop column reading_rank, drop column fee_exactness, drop column named_episode_id,
      drop column corrected_at`.execute(db)
}
