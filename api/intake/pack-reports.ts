import { type Kysely, sql } from 'kysely'
import type { Job } from '#api/job/job.ts'
import { pack, unpack } from '#db/packed/pack.ts'
import { asBytea } from '#db/query/as-bytea.ts'
import type { DB } from '#db/schema/index.ts'

const BATCH = 500

/** Packs what sources reported before it was packed when it is recorded. */
export const packReportsJob: Job = {
  name: 'pack reports',
  schedule: '37 * * * *',
  hasWork: async ({ db }) => (await packedTo(db)) !== null,
  async run({ db }, signal) {
    while (!signal.aborted && (await packReports(db))) {
      // On to the next batch.
    }
  },
}

/**
 * Packs a batch, and notes up to where, in one transaction: killed anywhere, it is as if it had never run.
 * @returns whether there may be more
 */
export async function packReports(db: Kysely<DB>, batch = BATCH): Promise<boolean> {
  return await db.transaction().execute(async (trx) => {
    const after = await packedTo(trx)
    if (after === null) return false
    const rows = await trx
      .selectFrom('sightings')
      .select(['id', 'metadata', 'raw', 'packed_raw'])
      .where('id', '>', after)
      .orderBy('id')
      .limit(batch)
      .forUpdate()
      .execute()
    const packed = rows
      .filter(({ metadata, raw }) => metadata !== null || raw !== null)
      .map(({ id, metadata, raw, packed_raw }) => ({
        id,
        metadata: metadata && asBytea(pack(unpack(metadata))),
        packed_raw: raw === null ? packed_raw && asBytea(packed_raw) : asBytea(pack(Buffer.from(raw))),
      }))
    await sql`
      update sightings s set metadata = packed.metadata, packed_raw = packed.packed_raw, raw = null
      from json_to_recordset(${JSON.stringify(packed)}::json) as packed(id bigint, metadata bytea, packed_raw bytea)
      where s.id = packed.id
        and (s.raw is not null or s.metadata is distinct from packed.metadata)`.execute(trx)
    const last = rows.length < batch ? null : (rows.at(-1)?.id ?? null)
    await trx.updateTable('installation').set({ packed_to: last }).execute()
    return last !== null
  })
}

/** Up to which sighting all are packed; null where all are, or none may be yet. */
async function packedTo(db: Kysely<DB>): Promise<number | null> {
  const row = await db
    .selectFrom('installation')
    .select('packed_to')
    // A transaction that began before may still write as it was.
    .where('packs_from', '<', sql<Date>`now() - interval '1 hour'`)
    .executeTakeFirst()
  return row?.packed_to ?? null
}
