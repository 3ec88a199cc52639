import type { Kysely } from 'kysely'
import { entryAsJson } from '#api/audit/list-audit.ts'
import { FIRST_HASH, hashOf, lineOf } from '#api/audit/seal.ts'
import type { DB } from '#db/schema/index.ts'

const AT_ONCE = 500

/** An entry as it is exported: its line, and the hash that chains it to the one before. */
type Exported = { line: string; seq: number; hash: Buffer }

/** All sealed entries, the oldest first. */
async function* readSealed(db: Kysely<DB>): AsyncGenerator<Exported[]> {
  for (let after = 0; ; ) {
    const rows = await db
      .selectFrom('audit_log')
      .selectAll()
      .where('seq', '>', after)
      .orderBy('seq')
      .limit(AT_ONCE)
      .execute()
    if (rows.length === 0) return
    yield rows.map((row) => ({
      seq: row.seq ?? 0,
      hash: row.hash ?? FIRST_HASH,
      line: lineOf(row.seq ?? 0, entryAsJson(row)),
    }))
    after = rows.at(-1)?.seq ?? Number.MAX_SAFE_INTEGER
  }
}

/**
 * The audit log as NDJSON: `{"entry":…,"hash":"…"}` a line. A line's hash is the SHA-256, in hex, of the hash before it (64 zeros at
 * first), a line feed, and the text of its `entry` as it stands there.
 */
export async function* exportAudit(db: Kysely<DB>): AsyncGenerator<string> {
  for await (const entries of readSealed(db))
    yield entries.map(({ line, hash }) => `{"entry":${line},"hash":"${hash.toString('hex')}"}\n`).join('')
}

/** Whether every sealed entry is as it was, and none is missing between them. @returns where the chain breaks first, null where it holds */
export async function verifyAudit(
  db: Kysely<DB>,
): Promise<{ entries: number; hash: string; broken_at: number | null }> {
  let before: Buffer = FIRST_HASH
  let count = 0
  for await (const entries of readSealed(db))
    for (const { seq, line, hash } of entries) {
      if (seq !== count + 1 || !hashOf(before, line).equals(hash))
        return { entries: count, hash: before.toString('hex'), broken_at: count + 1 }
      before = hash
      count++
    }
  return { entries: count, hash: before.toString('hex'), broken_at: null }
}
