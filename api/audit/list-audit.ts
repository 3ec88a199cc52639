import { type Selectable, sql } from 'kysely'
import { z } from 'zod'
import type { Context } from '#api/context.ts'
import type { AuditEntry, AuditQuery } from '#api/contract/audit.ts'
import type { Page } from '#api/contract/common.ts'
import { AppError } from '#api/errors.ts'
import type { AuditLogTable } from '#db/schema/auth.ts'

/**
 * A page of the audit log, newest first: its ids are in order of time.
 * @throws AppError bad-request where the cursor is not one of ours
 */
export async function listAudit({ db }: Pick<Context, 'db'>, query: AuditQuery): Promise<Page<AuditEntry>> {
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
  if (query.cursor) wanted = wanted.where('id', '<', readCursor(query.cursor))
  const rows = await wanted.execute()
  const page = rows.slice(0, query.limit)
  const last = rows.length > query.limit ? page.at(-1) : undefined
  return { items: page.map(entryAsJson), next_cursor: last?.id ?? null }
}

function readCursor(cursor: string): string {
  const id = z.uuid().safeParse(cursor)
  if (!id.success) throw new AppError('bad-request', 'The cursor is not one that a former page gave.')
  return id.data
}

function entryAsJson(row: Selectable<AuditLogTable>): AuditEntry {
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
