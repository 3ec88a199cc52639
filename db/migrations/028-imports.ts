import { type Kysely, sql } from 'kysely'

/** Files of past payments that were uploaded, how far each is, and what of it cannot be recorded. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table imports (
      id uuid primary key,
      name text not null,
      kind text not null,
      bytes bigint not null check (bytes >= 0),
      -- Asked before the file is checked.
      source text,
      wallet text,
      state text not null default 'uploaded'
        check (state in ('uploaded', 'checking', 'checked', 'recording', 'stopped', 'done', 'failed')),
      -- Grows whenever somebody begins or stops something: who works for an older one writes no more.
      version integer not null default 0,
      problem text,
      -- Which part of the file is read, 0 to 1.
      progress real not null default 0,
      -- What a look at the file came to.
      checked jsonb,
      -- What became of its rows, and which are done: both move in the transaction that records them, so that a row counts once
      -- however often the service was stopped.
      counts jsonb,
      done int8multirange not null default '{}',
      uploaded_at timestamptz not null default now(),
      -- When something last moved: what nobody touches any more is cleared away.
      touched_at timestamptz not null default now(),
      ended_at timestamptz,
      check (state = 'uploaded' or (source is not null and wallet is not null))
    )`.execute(db)
  await sql`
    create table import_refusals (
      id bigint generated always as identity primary key,
      import_id uuid not null references imports on delete cascade,
      row bigint not null,
      reason text not null,
      -- As it stands in the file, its beginning.
      raw text not null
    )`.execute(db)
  await sql`create index import_refusals_import on import_refusals (import_id, row)`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table import_refusals`.execute(db)
  await sql`drop table imports`.execute(db)
}
