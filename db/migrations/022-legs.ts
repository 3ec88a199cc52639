import { type Kysely, sql } from 'kysely'

/** Payments without metadata that are of one boost, as a claim of it says; and what claims were taken back of. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table payments add column leg_of uuid references payments on delete set null;
    create index legs on payments (leg_of) where leg_of is not null;
    create index legs_by_time on payments (show_id, settled_at) where leg_of is not null;
    create index claims_taken_back on claims (payment_hash) where withdrawn_at is not null`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`alter table payments drop column leg_of;
    drop index claims_taken_back`.execute(db)
}
