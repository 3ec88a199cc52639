import { type Kysely, sql } from 'kysely'

/** By which shares a claim is judged: by each that could hold when it was sent, so that a verdict remembers several. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table payments
      -- Our music played in another's show, which is called so.
      add column played_in text`.execute(db)
  await sql`
    alter table value_recipients
      -- Of a time split with recipients of its own: when it begins.
      add column split_start_s integer check (split_start_s >= 0)`.execute(db)
  // What was confirmed stays so; what was doubted by the only share that was tried is judged anew.
  await sql`
    update boosts set claim_shares = case when claim = 'confirmed' then jsonb_build_array(claim_shares) end
    where claim_shares is not null`.execute(db)
  await sql`
    insert into tasks (id, work)
    select gen_random_uuid(), jsonb_build_object('kind', 'judge-claims', 'show', id, 'after', null) from shows
    where exists (
      select from boosts where show_id = shows.id and claim_shares is null and claimed_msat is not null)`.execute(
    db,
  )
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`update boosts set claim_shares = claim_shares->0 where claim_shares is not null`.execute(db)
  await sql`alter table value_recipients drop column split_start_s`.execute(db)
  await sql`alter table payments drop column played_in`.execute(db)
}
