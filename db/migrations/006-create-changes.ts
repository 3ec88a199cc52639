import { type Kysely, sql } from 'kysely'

/**
 * The one feed of what changed. Triggers write it, so that no code path can forget to: per statement, not per row. A null
 * day means every day, a null episode or supporter means no particular one.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
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
    )`.execute(db)

  await noteWith(db, 'note_payments', 'settled_at', 'boost_id', ['payments'])
  await noteWith(db, 'note_boosts', 'sent_at', 'id', ['boosts'])
  await noteRows(db, 'note_shows', 'id, null::uuid, null::uuid', ['shows'])
  await noteRows(db, 'note_episodes', 'show_id, id, null::uuid', ['episodes'])
  await noteRows(db, 'note_supporters', 'null::integer, null::uuid, id', ['supporters'])
  await noteRows(db, 'note_show_supporters', 'show_id, null::uuid, supporter_id', ['show_supporters'])
}

export async function down(db: Kysely<unknown>): Promise<void> {
  const noted = ['payments', 'boosts', 'shows', 'episodes', 'supporters', 'show_supporters']
  for (const table of noted) {
    for (const event of ['insert', 'update', 'delete'])
      await sql`drop trigger if exists ${sql.ref(`note_${event}`)} on ${sql.ref(table)}`.execute(db)
    await sql`drop function ${sql.ref(`note_${table}`)}()`.execute(db)
  }
  await sql`drop table changes`.execute(db)
}

/** Notes rows that happened at a time: the day is that of the show's own time zone. */
async function noteWith(
  db: Kysely<unknown>,
  name: string,
  time: string,
  boost: string,
  tables: string[],
): Promise<void> {
  const noted = (rows: string) => `
    select r.show_id, r.episode_id, r.supporter_id,
           (r.${time} at time zone coalesce(s.time_zone, 'UTC'))::date, r.${boost}
    from ${rows} r left join shows s on s.id = r.show_id`
  await createTriggers(db, name, '(show_id, episode_id, supporter_id, day, boost_id)', noted, tables)
}

async function noteRows(db: Kysely<unknown>, name: string, columns: string, tables: string[]): Promise<void> {
  const noted = (rows: string) => `select ${columns} from ${rows}`
  await createTriggers(db, name, '(show_id, episode_id, supporter_id)', noted, tables)
}

async function createTriggers(
  db: Kysely<unknown>,
  name: string,
  into: string,
  noted: (rows: string) => string,
  tables: string[],
): Promise<void> {
  // A union also drops the rows that old and new share.
  await sql
    .raw(`
    create function ${name}() returns trigger language plpgsql as $$
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
    end $$`)
    .execute(db)
  for (const table of tables) {
    await sql
      .raw(`
      create trigger note_insert after insert on ${table}
      referencing new table as new_rows for each statement execute function ${name}()`)
      .execute(db)
    await sql
      .raw(`
      create trigger note_update after update on ${table}
      referencing old table as old_rows new table as new_rows for each statement execute function ${name}()`)
      .execute(db)
    await sql
      .raw(`
      create trigger note_delete after delete on ${table}
      referencing old table as old_rows for each statement execute function ${name}()`)
      .execute(db)
  }
}
