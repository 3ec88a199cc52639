import { type Kysely, type Selectable, sql } from 'kysely'
import type { AuditEntry, AuditQuery } from '#api/contract/audit.ts'
import { idField, type Page } from '#api/contract/common.ts'
import { cutPage, readCursor } from '#api/http/cursor.ts'
import type { AuditLogTable } from '#db/schema/auth.ts'
import type { DB } from '#db/schema/index.ts'

/**
 * A page of the audit log, newest first: its ids are in order of time.
 * @throws AppError bad-request where the cursor is not one of ours
 */
export async function listAudit(db: Kysely<DB>, query: AuditQuery): Promise<Page<AuditEntry>> {
  let wanted = db
    .selectFrom('audit_log')
    .selectAll()
    .orderBy('id', 'desc')
    .limit(query.limit + 1)
  if (query.actor) wanted = wanted.where('actor_id', '=', query.actor)
  if (query.action) wanted = wanted.where(sql<boolean>`starts_with(action, ${query.action})`)
  if (query.subject)
    wanted = wanted.where(
      sql<boolean>`exists (select from jsonb_each_text(subject) as part where part.value = ${query.subject})`,
    )
  if (query.since) wanted = wanted.where('at', '>=', new Date(query.since))
  if (query.until) wanted = wanted.where('at', '<', new Date(query.until))
  if (query.cursor) wanted = wanted.where('id', '<', readCursor(idField, query.cursor))
  const rows = await wanted.execute()
  const { page, next_cursor } = cutPage(rows, query.limit, (row) => row.id)
  return { items: page.map(entryAsJson), next_cursor }
}

/** A row as the API answers it. */
export function entryAsJson(row: Selectable<AuditLogTable>): AuditEntry {
  return {
    id: row.id,
    at: row.at.toISOString(),
    actor: { kind: row.actor_kind, id: row.actor_id, name: row.actor_name },
    action: row.action,
    subject: row.subject,
    address: row.address,
    detail: row.detail,
  }
}
