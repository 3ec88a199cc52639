import { createHash } from 'node:crypto'
import { type Kysely, sql, type Transaction } from 'kysely'
import { entryAsJson } from '#api/audit/list-audit.ts'
import type { AuditEntry } from '#api/contract/audit.ts'
import type { Job } from '#api/job/job.ts'
import type { DB } from '#db/schema/index.ts'

/** For so long an entry may still be completed: its change was just made. */
const SETTLED = sql.lit('1 minute')
/** And one that grows, until its hour is over. */
const GROWN = sql.lit('65 minutes')
const AT_ONCE = 1000
const isDone = sql<boolean>`seq is null and at < now() - case when grows then interval ${GROWN} else interval ${SETTLED} end`

/** What the first entry is chained to. */
export const FIRST_HASH = Buffer.alloc(32)

/**
 * Chains entries that are done: each gets a number and the SHA-256 of the hash before it and its own line. Whoever changes or removes
 * one has to change all that came later, and the newest hash is in the log of the service. Not at once, since a chain that each change
 * waits for would make changes wait for each other.
 * @returns how many were chained
 */
export async function sealAudit(db: Kysely<DB>): Promise<number> {
  return await db.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(hashtext(current_schema() || ' audit'))`.execute(trx)
    let { seq, hash } = await lastSealed(trx)
    const rows = await trx
      .selectFrom('audit_log')
      .selectAll()
      .where(isDone)
      .orderBy('id')
      .limit(AT_ONCE)
      .forUpdate()
      .execute()
    for (const row of rows) {
      seq++
      hash = hashOf(hash, lineOf(seq, entryAsJson(row)))
      await trx.updateTable('audit_log').set({ seq, hash }).where('id', '=', row.id).execute()
    }
    return rows.length
  })
}

async function lastSealed(trx: Transaction<DB>): Promise<{ seq: number; hash: Buffer }> {
  const last = await trx
    .selectFrom('audit_log')
    .select(['seq', 'hash'])
    .where('seq', 'is not', null)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  return { seq: last?.seq ?? 0, hash: last?.hash ?? FIRST_HASH }
}

/** An entry as one line, as it is exported and hashed. */
export function lineOf(seq: number, { id, at, actor, action, subject, address, detail }: AuditEntry): string {
  return JSON.stringify({ seq, id, at, actor, action, subject, address, detail })
}

/** The hash of a line that follows another. */
export function hashOf(before: Buffer, line: string): Buffer {
  return createHash('sha256')
    .update(`${before.toString('hex')}\n${line}`)
    .digest()
}

/** Seals what is done, each minute, and says the newest hash where nobody of the database can change it. */
export const sealJob: Job = {
  name: 'audit',
  schedule: '* * * * *',
  hasWork: async ({ db }) =>
    (await db.selectFrom('audit_log').select('id').where(isDone).limit(1).execute()).length > 0,
  async run({ db, log }, signal) {
    let sealed = 0
    for (let count = await sealAudit(db); count > 0; count = signal.aborted ? 0 : await sealAudit(db))
      sealed += count
    if (sealed === 0) return
    const { seq, hash } = await db.transaction().execute(lastSealed)
    log.info({ seq, hash: hash.toString('hex') }, 'the audit log is sealed')
  },
}
