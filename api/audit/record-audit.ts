import { randomUUIDv7 } from 'node:crypto'
import { type Kysely, sql } from 'kysely'
import { redact } from '#api/audit/redact.ts'
import type { Actor } from '#api/http/actor.ts'
import type { DB } from '#db/schema/index.ts'

/** Who did it: an actor of a request, one at the command line, or nobody we know (with the name they gave). */
export type AuditActor = Actor | { kind: 'command' | 'nobody'; name: string }

export type AuditEvent = {
  /** A route (`PATCH /api/v1/shows/{slug}`) or an event (`auth.sign-in-failed`). */
  action: string
  /** What was changed, e.g. `{ slug: 'kill-show' }`. */
  subject?: Record<string, string>
  /** Secrets are left out here, whatever the caller puts in. */
  detail?: Record<string, unknown>
  address?: string | null
  /** It is written again with more in it, until its hour is over. */
  grows?: boolean
}

/**
 * Writes one entry of the audit log.
 * @param db a transaction, to write it together with the change, or the database
 * @returns the entry's id
 */
export async function recordAudit(db: Kysely<DB>, actor: AuditActor, event: AuditEvent): Promise<string> {
  const id = randomUUIDv7()
  await writeEntry(db, id, actor, event)
  return id
}

/** Writes an entry, or anew the detail of one that grows. */
export async function writeEntry(
  db: Kysely<DB>,
  id: string,
  actor: AuditActor,
  event: AuditEvent,
): Promise<void> {
  const { detail } = valuesOf(actor, event)
  await db
    .insertInto('audit_log')
    .values({ id, ...valuesOf(actor, event) })
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet({ detail }).where('audit_log.seq', 'is', null),
    )
    .$if(event.grows === true, (insert) => insert.returning(SOON.as('kept')))
    .execute()
}

/**
 * What grows is written again a moment later, so its commit does not wait for the disk: what kills processes loses nothing of it, and
 * the commit of the next payment takes it along.
 */
const SOON = sql<string>`set_config('synchronous_commit', 'off', true)`

/** An entry as a statement, which changes nothing where the entry is there. */
export function insertEntry(db: Kysely<DB>, id: string, actor: AuditActor, event: AuditEvent) {
  return db
    .insertInto('audit_log')
    .values({ id, ...valuesOf(actor, event) })
    .onConflict((conflict) => conflict.column('id').doNothing())
}

/** Says of an entry what became known only after the change, as long as it is not sealed. */
export async function completeEntry(
  db: Kysely<DB>,
  id: string,
  actor: AuditActor,
  event: AuditEvent,
): Promise<void> {
  await db
    .updateTable('audit_log')
    .set(valuesOf(actor, event))
    .where('id', '=', id)
    .where('seq', 'is', null)
    .execute()
}

function valuesOf(actor: AuditActor, event: AuditEvent) {
  return {
    actor_kind: actor.kind,
    actor_id: 'id' in actor ? actor.id : null,
    actor_name: actor.kind === 'person' ? actor.email : actor.name,
    action: event.action,
    subject: JSON.stringify(event.subject ?? {}),
    address: event.address ?? null,
    detail: JSON.stringify(redact(event.detail ?? {})),
    grows: event.grows ?? false,
  }
}
