import { type Kysely, sql } from 'kysely'

/** Pictures and sounds that a show put up for its overlays. They lie in the database, so that backups hold them and they go with their show. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table overlay_media (
      id uuid primary key,
      show_id integer not null references shows on delete cascade,
      kind text not null check (kind in ('picture', 'sound')),
      name text not null check (name <> ''),
      type text not null,
      bytes bytea not null check (length(bytes) between 1 and 6000000),
      -- Of a picture, in pixels, and of how many frames it is.
      width integer check (width > 0),
      height integer check (height > 0),
      frames integer check (frames > 0),
      -- How long a sound is, in milliseconds.
      ms integer check (ms > 0),
      created_at timestamptz not null default now(),
      unique (show_id, kind, name),
      check ((kind = 'picture') = (width is not null and height is not null and frames is not null)),
      check ((kind = 'sound') = (ms is not null))
    );
    -- They are packed already.
    alter table overlay_media alter bytes set storage external`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  // Rules that name what is gone would be none any more.
  await sql`
    update overlays set settings = jsonb_set(settings, '{rules}', (
      select coalesce(jsonb_agg(rule
        || case when length(rule ->> 'sound') = 36 then '{"sound": "chime"}' else '{}'::jsonb end
        || case when length(rule ->> 'image') = 36 then '{"image": "artwork"}' else '{}'::jsonb end order by place), '[]')
      from jsonb_array_elements(settings -> 'rules') with ordinality rules (rule, place)))`.execute(db)
  await sql`drop table overlay_media`.execute(db)
}
