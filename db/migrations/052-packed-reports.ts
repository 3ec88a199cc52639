import { type Kysely, sql } from 'kysely'
import { unpack } from '#db/packed/pack.ts'

const BATCH = 1_000

/**
 * What sources report is kept packed: see `db/packed`. A version before this one reads it as it lies; where it may still run beside,
 * nothing is packed for a day.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table sightings add column packed_raw bytea;
    alter table installation
      add column packs_from timestamptz not null default now(),
      -- Up to which sighting the ones of before are packed; null once all are.
      add column packed_to bigint;
    update installation set packs_from = now() + interval '1 day', packed_to = 0 where exists (select from sightings);
    -- Else it would be taken for packed: nothing that can be read begins so.
    update sightings set metadata = '\\x0000'::bytea || metadata where substr(metadata, 1, 1) = '\\x00'::bytea`.execute(
    db,
  )
}

export async function down(db: Kysely<unknown>): Promise<void> {
  for (let last: string | null = '0'; last !== null; ) last = await unpackAfter(db, last)
  await sql`
    alter table sightings drop column packed_raw;
    alter table installation drop column packs_from, drop column packed_to`.execute(db)
}

type Row = { id: string; metadata: Buffer | null; packed_raw: Buffer | null }

/** @returns the last one that was looked at; null where there are no more */
async function unpackAfter(db: Kysely<unknown>, last: string): Promise<string | null> {
  const { rows } = await sql<Row>`
    select id::text, metadata, packed_raw from sightings
    where id > ${last}::bigint and (packed_raw is not null or substr(metadata, 1, 1) = '\\x00'::bytea)
    order by id limit ${BATCH}`.execute(db)
  const plain = rows.map(({ id, metadata, packed_raw }) => ({
    id,
    metadata: metadata && `\\x${unpack(metadata).toString('hex')}`,
    raw: packed_raw && unpack(packed_raw).toString(),
  }))
  await sql`
    update sightings s set metadata = plain.metadata, raw = coalesce(s.raw, plain.raw), packed_raw = null
    from json_to_recordset(${JSON.stringify(plain)}::json) as plain(id bigint, metadata bytea, raw text)
    where s.id = plain.id`.execute(db)
  return rows.at(-1)?.id ?? null
}
