import { z } from 'zod'
import { idField, instantField, pageQuerySchema, pageSchema } from '#api/contract/common.ts'

export const auditActorKindSchema = z.enum(['person', 'key', 'command', 'nobody'])

/** `GET /audit` (owner): newest first. */
export const auditQuerySchema = pageQuerySchema.extend({
  /** The id of a person or key. */
  actor: idField.optional(),
  /** An action, or its beginning: `auth.` or `PATCH /api/v1/shows`. */
  action: z.string().max(200).optional(),
  /** The id or slug of what was changed. */
  subject: z.string().max(200).optional(),
  since: instantField.optional(),
  until: instantField.optional(),
})
export type AuditQuery = z.infer<typeof auditQuerySchema>

export const auditEntrySchema = z.object({
  id: idField,
  at: instantField,
  actor: z.object({ kind: auditActorKindSchema, id: idField.nullable(), name: z.string() }),
  /** A route (`PATCH /api/v1/shows/{slug}`) or an event (`auth.sign-in`). */
  action: z.string(),
  /** What was changed: ids and slugs of the path. */
  subject: z.record(z.string(), z.string()),
  address: z.string().nullable(),
  /** What was asked for, and what it was before where that is cheap to say; secrets are left out. */
  detail: z.record(z.string(), z.unknown()),
})
export type AuditEntry = z.infer<typeof auditEntrySchema>
export const auditListSchema = pageSchema(auditEntrySchema)
