import { type Kysely, sql } from 'kysely'

/** By what receipts are valued in a currency, and what authorities say that currencies were worth. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- The price of its hour, the average of its day, or that of one source alone; what is given by hand comes first in any case.
    alter table rate_currencies add column method text not null default 'hour' check (method in ('hour', 'day', 'source'));
    alter table rate_currencies add column source text check (source <> '');
    alter table rate_currencies add check ((method = 'source') = (source is not null));

    -- What one unit of an authority's own currency was in others, on the days on which it says so.
    create table authority_rates (
      authority text not null check (authority <> ''),
      currency text not null check (currency ~ '^[A-Z]{3}$'),
      day date not null,
      per_base numeric not null check (per_base > 0),
      primary key (authority, currency, day)
    )`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    drop table authority_rates;
    alter table rate_currencies drop column source, drop column method`.execute(db)
}
