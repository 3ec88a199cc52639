import { type Kysely, sql } from 'kysely'

/** Months that the books were closed for, with the statement that they were closed with. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table closed_months (
      id uuid primary key,
      show_id integer references shows on delete cascade,
      month text not null check (month ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
      statement jsonb not null,
      closed_at timestamptz not null default now(),
      closed_by text not null,
      unique nulls not distinct (show_id, month)
    )`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table closed_months`.execute(db)
}
