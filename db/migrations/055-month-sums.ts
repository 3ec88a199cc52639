import { type Kysely, sql } from 'kysely'

/** What closed months come to now, kept until something of them changes: receipts of years are not added up again to find that out. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table month_sums (
      closed_id uuid primary key references closed_months on delete cascade,
      -- What else they depend on: by what they are valued, and what wallets are called.
      made_of text not null,
      valuing text not null,
      from_at timestamptz not null,
      until_at timestamptz not null,
      -- Up to where the feed of changes is in them; after a restore to nowhere, and they are added up again.
      read_to pg_snapshot not null default '1:1:',
      sums jsonb not null
    );

    -- Times whose receipts got prices, or other ones: prices are not in the feed of changes, and pruned as it is.
    create table valued_spans (
      xid xid8 not null default pg_current_xact_id(),
      valuing text not null,
      from_at timestamptz not null,
      until_at timestamptz not null
    );
    create index valued_spans_by_transaction on valued_spans (xid)`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table valued_spans, month_sums`.execute(db)
}
