import { type Kysely, sql } from 'kysely'

/**
 * Metadata of Lightning-address boosts, which is fetched from the address in a payment's memo; and by which addresses wallets
 * are paid, as value blocks and metadata name them.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table metadata_fetches (
      payment_id uuid primary key references payments on delete cascade,
      host text not null,
      tries integer not null default 0,
      next_at timestamptz,
      result text check (result in ('taken', 'contradicts', 'failed')),
      problem text,
      answer bytea,
      asked_at timestamptz,
      check ((next_at is null) = (result is not null))
    )`.execute(db)
  await sql`create index metadata_fetches_due on metadata_fetches (next_at) where next_at is not null`.execute(
    db,
  )
  await sql`
    create index payments_awaiting_metadata on payments (id)
    where metadata_url is not null and not has_reading`.execute(db)
  await sql`
    create table wallet_addresses (
      address text not null check (address = lower(address) and address <> ''),
      custom_key text not null default '',
      custom_value text not null default '',
      wallet_id integer not null references wallets on delete cascade,
      primary key (address, custom_key, custom_value)
    )`.execute(db)
  await sql`create index wallet_addresses_by_wallet on wallet_addresses (wallet_id)`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table wallet_addresses`.execute(db)
  await sql`drop index payments_awaiting_metadata`.execute(db)
  await sql`drop table metadata_fetches`.execute(db)
}
