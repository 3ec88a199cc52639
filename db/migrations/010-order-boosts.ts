import { type Kysely, sql } from 'kysely'

/** How lists of boosts and payments are ordered and narrowed, and what a host has put right in them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // Money that is not sats comes last, below everything that is, the larger first.
  await sql`
    alter table boosts
      add by_hand text[] not null default '{}',
      add size_order bigint not null generated always as (
        case when fiat_currency is not null and received_msat = 0
          then greatest(fiat_amount_minor, 0) - 9007199254740991
          else greatest(counted_msat, 0)
        end) stored`.execute(db)
  await sql`drop index boosts_by_size`.execute(db)
  await sql`create index boosts_by_size on boosts (size_order desc, id desc)`.execute(db)
  await sql`create index boosts_by_show_and_size on boosts (show_id, size_order desc, id desc)`.execute(db)
  await sql`create index boosts_by_app on boosts (lower(app), sent_at desc, id desc)`.execute(db)
  await sql`
    create index boosts_without_episode on boosts (show_id, sent_at desc, id desc) where episode_id is null`.execute(
    db,
  )
  await sql`create index boosts_hidden on boosts (sent_at desc, id desc) where hidden`.execute(db)
  await sql`create index boosts_in_doubt on boosts (sent_at desc, id desc) where claim = 'doubtful'`.execute(
    db,
  )
  await sql`
    create index boosts_perhaps_double on boosts (sent_at desc, id desc) where possible_double`.execute(db)
  await sql`create index boosts_read on boosts (sent_at desc, id desc) where read_at is not null`.execute(db)

  await sql`create index payments_by_wallet on payments (wallet_id, settled_at desc, id desc)`.execute(db)
  await sql`
    create index payments_on_schedule on payments (settled_at desc, id desc) where action = 'auto'`.execute(
    db,
  )
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop index payments_on_schedule, payments_by_wallet`.execute(db)
  await sql`
    drop index boosts_read, boosts_perhaps_double, boosts_in_doubt, boosts_hidden, boosts_without_episode, boosts_by_app,
      boosts_by_show_and_size, boosts_by_size`.execute(db)
  await sql`alter table boosts drop by_hand, drop size_order`.execute(db)
  await sql`create index boosts_by_size on boosts (show_id, counted_msat desc, id desc)`.execute(db)
}
