import { type Kysely, type RawBuilder, sql } from 'kysely'

/**
 * What is recorded is read and decided again: more of what apps and wallets send can be read by now, and names are compared by one
 * rule. Metadata that is whole weighs 3 by now, what is known to be cut 2, and what a wallet knows of its payer 1.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`update payments set metadata_rank = '3' || substr(metadata_rank, 2) where metadata_rank like '1%'`.execute(
    db,
  )
  await sql`drop index payments_awaiting_metadata`.execute(db)
  await sql`
    create index payments_awaiting_metadata on payments (id)
    where metadata_url is not null and (not has_metadata or left(metadata_rank, 1) = '2')`.execute(db)
  await compareNames(
    db,
    'show_names',
    sql`case kind when 'title' then ${onOneLine} else 'https://' || ${hostOf} || ${pathOf} end`,
    sql`(kind = 'title' or kind = 'feed_url' and value ~* '^https?://[^/]')`,
  )
  await compareNames(db, 'episode_names', onOneLine, sql`kind = 'title'`)
  await sql`
    insert into tasks (id, work)
    select gen_random_uuid(), jsonb_build_object('kind', 'decide-again', 'rule', null, 'wallet', id, 'after', null)
    from wallets where exists (select from payments where wallet_id = wallets.id)`.execute(db)
}

const onOneLine = sql`normalize(btrim(regexp_replace(value, '\\s+', ' ', 'g')), NFC)`
const hostOf = sql`regexp_replace(lower(substring(value from '^[A-Za-z]+://([^/?#]*)')), ':(80|443)$', '')`
const pathOf = sql`regexp_replace(substring(value from '^[A-Za-z]+://[^/?#]*([^?#]*)'), '/+$', '')
  || coalesce(substring(value from '^[^?#]*([?][^#]*)'), '')`

/** Names become what they are compared by; where two become one, the older keeps it. Very long ones end in a digest, and stay. */
async function compareNames(
  db: Kysely<unknown>,
  table: 'show_names' | 'episode_names',
  compared: RawBuilder<unknown>,
  which: RawBuilder<unknown>,
): Promise<void> {
  await sql`
    with said as (
      select distinct on (show_id, kind, name) *
      from (select *, ${compared} as name from ${sql.table(table)} where ${which} and length(value) < 260) named
      where name <> value order by show_id, kind, name, value)
    update ${sql.table(table)} own set value = said.name from said
    where own.show_id = said.show_id and own.kind = said.kind and own.value = said.value
      and not exists (
        select from ${sql.table(table)} other where other.kind = said.kind and other.value = said.name
          and (${table === 'show_names'} or other.show_id = said.show_id))
      and (${table !== 'show_names'} or said.show_id = (
        select min(show_id) from said rival where rival.kind = said.kind and rival.name = said.name))`.execute(
    db,
  )
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop index payments_awaiting_metadata`.execute(db)
  await sql`
    create index payments_awaiting_metadata on payments (id)
    where metadata_url is not null and not has_metadata`.execute(db)
  await sql`update payments set metadata_rank = '1' || substr(metadata_rank, 2) where metadata_rank > '1'`.execute(
    db,
  )
}
