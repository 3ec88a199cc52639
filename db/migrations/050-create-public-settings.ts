import { type Kysely, sql } from 'kysely'

/** What a show publishes once it is public; a show without a row has the defaults. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table public_settings (
      show_id integer primary key references shows on delete cascade,
      description text check (length(description) <= 2000),
      messages text not null default 'after_read' check (messages in ('after_read', 'at_once', 'never')),
      amounts text not null default 'exact' check (amounts in ('exact', 'rounded', 'none')),
      names boolean not null default true,
      fiat boolean not null default false,
      supporter_pages boolean not null default false,
      listed boolean not null default true,
      goal_title text check (length(goal_title) between 1 and 200),
      goal_sats bigint check (goal_sats > 0),
      goal_since date,
      check ((goal_title is null) = (goal_sats is null)),
      check (goal_since is null or goal_title is not null)
    )`.execute(db)
  await sql`
    create index boosts_read_aloud on boosts (show_id, read_at desc, id desc)
    where read_at is not null and message is not null and not hidden`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop index boosts_read_aloud`.execute(db)
  await sql`drop table public_settings`.execute(db)
}
