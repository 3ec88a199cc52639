import { type Kysely, sql } from 'kysely'

/** What a show was before it was set aside, to become that again; and where it goes while it is merged. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table shows
      add column set_aside_from text check (set_aside_from in ('provisional', 'kept')),
      add column merged_into integer references shows on delete cascade`.execute(db)
  await sql`create index shows_merged on shows (merged_into) where merged_into is not null`.execute(db)
  await sql`drop index boosts_with_open_claims`.execute(db)
  await sql`
    create index boosts_with_open_claims on boosts (show_id, id)
    where claim_shares is null and claimed_msat is not null`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop index boosts_with_open_claims`.execute(db)
  await sql`
    create index boosts_with_open_claims on boosts (show_id)
    where claim = 'unknown' and claimed_msat is not null`.execute(db)
  await sql`alter table shows drop column set_aside_from, drop column merged_into`.execute(db)
}
