import { type Kysely, sql } from 'kysely'

/** Chains the entries of the audit log, so that one that was changed or taken out shows. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table audit_log
      -- Whether it is written again, with more in it, until its hour is over.
      add column grows boolean not null default false,
      -- Its place in the chain, and the SHA-256 of the hash before it and of its own line; null until it is done.
      add column seq bigint unique,
      add column hash bytea check (octet_length(hash) = 32),
      add check ((seq is null) = (hash is null));
    create index audit_log_unsealed on audit_log (id) where seq is null`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`alter table audit_log drop column grows, drop column seq, drop column hash`.execute(db)
}
