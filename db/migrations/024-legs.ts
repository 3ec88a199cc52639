import { type Kysely, sql } from 'kysely'

/**
 * What claims say of payments: of those without metadata, which are of one boost; of streams that do not say it, who sent them. And
 * what was taken back.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table payments add column leg_of uuid references payments on delete set null;
    create index legs on payments (leg_of) where leg_of is not null;
    create index legs_by_time on payments (show_id, settled_at) where leg_of is not null;
    alter table payments add column named_by uuid references claims on delete set null;
    create index payments_named on payments (named_by) where named_by is not null;
    create index stream_receipts on claims (sent_at) where route = 'stream-receipt';
    create index claims_taken_back on claims (payment_hash) where withdrawn_at is not null`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table payments drop column leg_of, drop column named_by;
    drop index stream_receipts, claims_taken_back`.execute(db)
}
