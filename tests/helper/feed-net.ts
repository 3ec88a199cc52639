import type pg from 'pg'

/** The tables that the feed tells of, each with what a row of it is there. */
const TABLES = {
  payments: 'r.show_id, r.episode_id, r.supporter_id, r.settled_at, r.boost_id',
  boosts: 'r.show_id, r.episode_id, r.supporter_id, r.sent_at, r.id',
  shows: 'r.id, null::uuid, null::uuid, null::timestamptz, null::uuid',
  episodes: 'r.show_id, r.id, null::uuid, null::timestamptz, null::uuid',
  supporters: 'null::integer, null::uuid, r.id, null::timestamptz, null::uuid',
  show_supporters: 'r.show_id, null::uuid, r.supporter_id, null::timestamptz, null::uuid',
}

/**
 * Leaves the feed to the statements, as where tables are distributed, and has a commit fail that changed a row and did not tell of it, as it
 * is and as it was.
 */
export async function dropTriggers(pool: Pick<pg.Pool, 'query'>): Promise<void> {
  await pool.query(`drop trigger move_segments on shows; drop function move_segments()`)
  for (const [table, columns] of Object.entries(TABLES)) {
    await pool.query(`
      drop trigger note_insert on ${table}; drop trigger note_update on ${table}; drop trigger note_delete on ${table};
      drop function note_${table}();
      create function told_${table}(r ${table}) returns boolean language sql as $$
        select exists (
          select from (select ${columns}) n(show_id, episode_id, supporter_id, at, boost_id)
          left join shows s on s.id = n.show_id
          join changes c on c.xid = pg_current_xact_id() and c.show_id is not distinct from n.show_id
            and (c.episode_id, c.supporter_id, c.boost_id) is not distinct from (n.episode_id, n.supporter_id, n.boost_id)
            and (c.day is not distinct from (n.at at time zone coalesce(s.time_zone, 'UTC'))::date or n.at is not null and exists (
              select from changes z where z.xid = c.xid and z.show_id = n.show_id and z.boost_id is null and z.episode_id is null)))
      $$;
      create function ask_${table}() returns trigger language plpgsql as $$
      begin
        if tg_op <> 'INSERT' and not told_${table}(old) then
          raise exception 'The feed does not tell what a row of ${table} was before its %: %', tg_op, to_jsonb(old);
        end if;
        if tg_op <> 'DELETE' and not told_${table}(new) then
          raise exception 'The feed does not tell of the % of a row of ${table}: %', tg_op, to_jsonb(new);
        end if;
        return null;
      end $$;
      create constraint trigger ask after insert or update or delete on ${table} deferrable initially deferred
        for each row execute function ask_${table}()`)
  }
}
