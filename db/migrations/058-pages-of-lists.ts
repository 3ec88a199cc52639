import { type Kysely, sql } from 'kysely'

/**
 * Wallets' lists by the page, as they are read: a row for each of a hundred thousand payments costs more than all else of comparing them.
 * `wallet_list_items` is for versions of before that go on beside, and what was read by one of this version is not in it.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table wallet_list_pages (
      page bigint generated always as identity primary key,
      list_id uuid not null references wallet_lists on delete cascade,
      -- What the wallet has; one payment may be in several of them, and the first counts.
      items jsonb not null,
      -- By ref, the report as JSON, where nothing here had that amount under its id when it was read.
      reports jsonb not null
    );
    create index wallet_list_pages_by_list on wallet_list_pages (list_id);
    insert into wallet_list_pages (list_id, items, reports)
    select list_id,
      jsonb_agg(jsonb_strip_nulls(to_jsonb(i) - 'list_id' - 'report' - 'nth') ||
        case when report is null then '{}' else '{"is_new": true}'::jsonb end),
      coalesce(jsonb_object_agg(ref, report) filter (where report is not null), '{}')
    from (select *, row_number() over (partition by list_id order by ref) / 1000 as nth from wallet_list_items) i
    group by list_id, nth`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    insert into wallet_list_items
    select distinct on (g.list_id, i.ref) g.list_id, i.*, g.reports ->> i.ref
    from wallet_list_pages g, jsonb_to_recordset(g.items) as i(ref text, payment_hash bytea, set_id bytea, settled_at timestamptz,
      amount_msat bigint, fee_msat bigint, fiat_amount_minor bigint, fiat_fee_minor bigint, fiat_currency text)
    order by g.list_id, i.ref, g.page
    on conflict do nothing;
    drop table wallet_list_pages`.execute(db)
}
