import { type Kysely, sql } from 'kysely'

/** Which followed wallet a reply was paid from, where that is known: its balance is to be accounted for. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table replies add wallet_id integer references wallets on delete set null;
    create index replies_by_wallet on replies (wallet_id, tried_at)`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`alter table replies drop wallet_id`.execute(db)
}
