import { type Kysely, sql } from 'kysely'

/** What processors paid out of what they had received: one payout is of many receipts. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table payouts (
      id uuid primary key,
      wallet_id integer not null references wallets on delete cascade,
      paid_at timestamptz not null,
      -- Receipts before are in it, as far as they are in none before.
      covers_until timestamptz not null,
      -- Null: it is in msat.
      currency text check (currency ~ '^[A-Z]{3}$'),
      -- What arrived, and what was kept of it on the way, in minor units or msat.
      amount bigint not null check (amount > 0),
      fee bigint not null default 0 check (fee >= 0),
      note text check (note <> ''),
      written_by text not null,
      written_at timestamptz not null default now()
    );
    create index payouts_by_wallet on payouts (wallet_id, paid_at)`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table payouts`.execute(db)
}
