import { type Kysely, sql } from 'kysely'

/**
 * By what receipts are valued is of a book now, that of a show or of the whole business, no longer of a currency: a receipt may have a
 * price for each way that one of its books is valued by. `payment_rates.currency` and `rate_days.currency` hold the name of such a way, which
 * by the hour is the currency alone; `rate_currencies` is for versions of before that go on beside.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table valuings (
      name text primary key generated always as (
        currency || case method when 'day' then ' day' when 'source' then ' by ' || source else '' end) stored,
      currency text not null check (currency ~ '^[A-Z]{3}$'),
      method text not null default 'hour' check (method in ('hour', 'day', 'source')),
      source text check (source <> ''),
      wanted_at timestamptz not null default now(),
      check ((method = 'source') = (source is not null))
    );
    insert into valuings (currency, method, source, wanted_at) select currency, method, source, wanted_at from rate_currencies;
    update payment_rates set currency = v.name from valuings v
    where v.currency = payment_rates.currency and v.method <> 'hour'
      and not exists (select from rates r where r.id = payment_rates.rate_id and r.source = 'demo');
    update rate_days set currency = v.name from valuings v where v.currency = rate_days.currency and v.method <> 'hour';

    -- What a book is valued by where that was chosen; a show's own book is else valued as that of the whole business, and that by the hour.
    create table book_valuings (
      show_id integer references shows on delete cascade,
      currency text not null,
      valuing text not null references valuings,
      unique nulls not distinct (show_id, currency)
    );
    insert into book_valuings (currency, valuing) select currency, name from valuings where method <> 'hour'`.execute(
    db,
  )
}

/** Each currency is valued as in the book of the whole business. */
export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    create temp table kept on commit drop as
    select v.currency, v.name, v.method, v.source from valuings v
    left join book_valuings b on b.currency = v.currency and b.show_id is null
    where v.name = coalesce(b.valuing, v.currency);
    delete from payment_rates where currency not in (select name from kept);
    delete from rate_days where currency not in (select name from kept);
    update payment_rates set currency = kept.currency from kept where kept.name = payment_rates.currency and kept.method <> 'hour';
    update rate_days set currency = kept.currency from kept where kept.name = rate_days.currency and kept.method <> 'hour';
    insert into rate_currencies (currency, method, source) select currency, method, source from kept
    on conflict (currency) do update set method = excluded.method, source = excluded.source;
    drop table kept, book_valuings, valuings`.execute(db)
}
