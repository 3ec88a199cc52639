import { type Kysely, sql } from 'kysely'

/** Tables whose rows happen at a time, with the column of it and that of the boost: noted with the day in the show's own time zone. */
const TIMED = [
  ['payments', 'settled_at', 'boost_id'],
  ['boosts', 'sent_at', 'id'],
] as const
/** Other tables, with their show, episode and supporter. */
const UNTIMED = [
  ['shows', 'id, null::uuid, null::uuid'],
  ['episodes', 'show_id, id, null::uuid'],
  ['supporters', 'null::integer, null::uuid, id'],
  ['show_supporters', 'show_id, null::uuid, supporter_id'],
] as const

/** The one feed of what changed, written by triggers so that no code path can forget to; and work that goes on by itself. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- A null day means every day, a null episode or supporter means no particular one.
    create table changes (
      xid xid8 not null default pg_current_xact_id(),
      id bigint generated always as identity,
      show_id integer,
      episode_id uuid,
      supporter_id uuid,
      day date,
      boost_id uuid,
      at timestamptz not null default now(),
      primary key (xid, id)
    );

    -- The last change that is no longer kept.
    create table change_horizon (
      only_row boolean primary key default true check (only_row),
      xid xid8 not null default '0',
      id bigint not null default 0
    );
    insert into change_horizon default values;

    -- Work that was decided at once and is done in batches: what is still to be done.
    create table tasks (
      id uuid primary key,
      work jsonb not null,
      created_at timestamptz not null default now()
    );

    -- How each job's rounds went, whichever process made them.
    create table job_states (
      name text primary key,
      -- Of the last round; while it runs, ended_at is null.
      started_at timestamptz not null,
      ended_at timestamptz,
      -- Of the last round that ended.
      duration_ms integer check (duration_ms >= 0),
      -- The end of the last round without an error.
      succeeded_at timestamptz,
      -- Where the feed of changes was when that round began; what is older, it has seen.
      seen_xid xid8,
      failed_at timestamptz,
      -- Of the last round that failed, until one goes well.
      error text,
      runs bigint not null default 0,
      failures bigint not null default 0
    )`.execute(db)

  for (const [table, time, boost] of TIMED)
    await createTriggers(
      db,
      table,
      '(show_id, episode_id, supporter_id, day, boost_id)',
      (rows) => `
    select r.show_id, r.episode_id, r.supporter_id,
           (r.${time} at time zone coalesce(s.time_zone, 'UTC'))::date, r.${boost}
    from ${rows} r left join shows s on s.id = r.show_id`,
    )
  for (const [table, columns] of UNTIMED)
    await createTriggers(
      db,
      table,
      '(show_id, episode_id, supporter_id)',
      (rows) => `select ${columns} from ${rows}`,
    )
}

export async function down(db: Kysely<unknown>): Promise<void> {
  for (const [table] of [...TIMED, ...UNTIMED]) {
    for (const event of ['insert', 'update', 'delete'])
      await sql`drop trigger ${sql.ref(`note_${event}`)} on ${sql.ref(table)}`.execute(db)
    await sql`drop function ${sql.ref(`note_${table}`)}()`.execute(db)
  }
  await sql`drop table job_states, tasks, change_horizon, changes`.execute(db)
}

/** Triggers per statement, not per row. A union also drops the rows that old and new share. */
async function createTriggers(
  db: Kysely<unknown>,
  table: string,
  into: string,
  noted: (rows: string) => string,
): Promise<void> {
  await sql
    .raw(`
    create function note_${table}() returns trigger language plpgsql as $$
    begin
      if tg_op = 'INSERT' then
        insert into changes ${into} select distinct * from (${noted('new_rows')}) n;
      elsif tg_op = 'DELETE' then
        insert into changes ${into} select distinct * from (${noted('old_rows')}) o;
      else
        insert into changes ${into} ${noted('old_rows')} union ${noted('new_rows')};
      end if;
      perform pg_notify('changes_' || current_schema(), '');
      return null;
    end $$;
    create trigger note_insert after insert on ${table}
    referencing new table as new_rows for each statement execute function note_${table}();
    create trigger note_update after update on ${table}
    referencing old table as old_rows new table as new_rows for each statement execute function note_${table}();
    create trigger note_delete after delete on ${table}
    referencing old table as old_rows for each statement execute function note_${table}()`)
    .execute(db)
}
