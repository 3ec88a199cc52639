import { type Kysely, sql } from 'kysely'

/** Replies may be paid by an LND node, too. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table purses drop constraint purses_kind_check;
    alter table purses add check (kind in ('nwc', 'lnd'))`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    delete from purses where kind <> 'nwc';
    alter table purses drop constraint purses_kind_check;
    alter table purses add check (kind in ('nwc'))`.execute(db)
}
