import { type Kysely, sql } from 'kysely'

/** Who sent a stream that says nothing of it, as a receipt says that its app published. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table payments add column named_by uuid references claims on delete set null;
    create index payments_named on payments (named_by) where named_by is not null;
    create index stream_receipts on claims (sent_at) where route = 'stream-receipt'`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table payments drop column named_by;
    drop index stream_receipts`.execute(db)
}
