import { type Kysely, sql } from 'kysely'

/** What a payment was said to be, beside what it is taken for, and by what wordless autos that come every few minutes are found. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table payments
      -- The action that its metadata, its memo or a host gave; null where it is guessed, or was not read yet.
      add column given_action text check (given_action in ('boost', 'auto', 'stream')),
      -- Of an auto without words: app, sender and show.
      add column cadence_key uuid`.execute(db)
  await sql`
    create index payments_by_cadence_key on payments (cadence_key, settled_at) where cadence_key is not null`.execute(
    db,
  )
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`alter table payments drop column given_action, drop column cadence_key`.execute(db)
}
