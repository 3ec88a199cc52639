import { type Kysely, sql } from 'kysely'

/**
 * By what receipts are valued is of a book now, that of a show or of the whole business, no longer of a currency: a receipt may have a
 * price for each way that one of its books is valued by.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table rate_currencies rename to valuings;
    -- 'EUR' by the hour, 'EUR day', 'EUR by ECB': what has a price by the hour keeps its row as it is.
    alter table valuings add column name text not null generated always as (
      currency || case method when 'day' then ' day' when 'source' then ' by ' || source else '' end) stored;
    alter table valuings drop constraint rate_currencies_pkey;
    alter table valuings add constraint valuings_pkey primary key (name);

    alter table payment_rates rename column currency to valuing;
    alter table rate_days rename column currency to valuing;
    update payment_rates set valuing = v.name from valuings v
    where v.currency = payment_rates.valuing and v.method <> 'hour'
      and not exists (select from rates r where r.id = payment_rates.rate_id and r.source = 'demo');
    update rate_days set valuing = v.name from valuings v where v.currency = rate_days.valuing and v.method <> 'hour';

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
    insert into valuings (currency)
    select distinct currency from valuings v
    where not exists (select from valuings h where h.currency = v.currency and h.method = 'hour');
    create temp table kept on commit drop as
    select v.currency, v.name from valuings v left join book_valuings b on b.currency = v.currency and b.show_id is null
    where v.name = coalesce(b.valuing, v.currency);
    drop table book_valuings;
    delete from payment_rates where valuing not in (select name from kept);
    delete from rate_days where valuing not in (select name from kept);
    delete from valuings where name not in (select name from kept);
    update payment_rates set valuing = kept.currency from kept where kept.name = valuing and kept.name <> kept.currency;
    update rate_days set valuing = kept.currency from kept where kept.name = valuing and kept.name <> kept.currency;
    alter table rate_days rename column valuing to currency;
    alter table payment_rates rename column valuing to currency;
    alter table valuings drop constraint valuings_pkey;
    alter table valuings drop column name;
    alter table valuings add constraint rate_currencies_pkey primary key (currency);
    alter table valuings rename to rate_currencies;
    drop table kept`.execute(db)
}
