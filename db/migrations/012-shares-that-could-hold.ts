import { type Kysely, sql } from 'kysely'

/** What tells which shares could hold when a boost was sent. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table payments
      -- Our music played in another's show, which is called so.
      add column played_in text`.execute(db)
  await sql`
    alter table value_recipients
      -- Of a time split with recipients of its own: when it begins.
      add column split_start_s integer check (split_start_s >= 0)`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    update boosts set claim_shares = claim_shares->0 where jsonb_typeof(claim_shares) = 'array'`.execute(db)
  await sql`alter table value_recipients drop column split_start_s`.execute(db)
  await sql`alter table payments drop column played_in`.execute(db)
}
