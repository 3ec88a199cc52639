import { type Kysely, sql } from 'kysely'

/** What wallets said that they held, which outlives the lists that it was told with: between two of these the books are to account for it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table wallet_balances (
      wallet_id integer not null references wallets on delete cascade,
      told_at timestamptz not null,
      balance_msat bigint not null,
      primary key (wallet_id, told_at)
    )`.execute(db)
  await sql`
    insert into wallet_balances
    select distinct on (wallet_id, read_at) wallet_id, read_at, balance_msat from wallet_lists
    where read_at is not null and balance_msat is not null`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table wallet_balances`.execute(db)
}
