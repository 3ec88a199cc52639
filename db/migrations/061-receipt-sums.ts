import { type Kysely, sql } from 'kysely'

/** Sums of receipts by day and by month, kept for each way that some book is valued by: no statement adds up years of payments. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table summed_valuings (
      valuing text primary key references valuings on delete cascade,
      -- Of which feed of changes read_to is; null until the sums are made, and again nothing once a backup is restored.
      change_epoch uuid,
      -- Up to where what changed is in the sums.
      read_to pg_snapshot not null default '1:1:'
    );

    create table receipt_sums (
      valuing text not null references summed_valuings on delete cascade,
      -- Of the month that begins with the day, or of the day (UTC) alone.
      of_month boolean not null,
      day date not null,
      -- Null: of no show.
      show_id integer,
      wallet_id integer not null,
      rail text not null,
      -- Of fiat.
      currency text,
      is_sats boolean not null,
      is_stream boolean not null,
      set_aside boolean not null,
      -- Whose price they are valued by, and how long it holds; null where there is none.
      rate_source text,
      rate_seconds integer,
      -- The first day of it that has any.
      since date not null,
      count integer not null,
      with_fee integer not null,
      needs_look integer not null,
      -- However large: who reads them sees to it that they fit.
      received_msat numeric not null,
      refunds_msat numeric not null,
      fee_msat numeric not null,
      received_minor numeric not null,
      refunds_minor numeric not null,
      fee_minor numeric not null,
      -- What those that came as sats were worth.
      value numeric not null,
      check_sum numeric not null
    );
    create index receipt_sums_by_day on receipt_sums (valuing, of_month, day, show_id)`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table receipt_sums, summed_valuings`.execute(db)
}
