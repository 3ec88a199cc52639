import type { Request } from 'express'
import { recordAudit } from '#api/audit/record-audit.ts'
import { actorOf } from '#api/auth/guard.ts'
import type { Context } from '#api/context.ts'

/**
 * Writes down a change that was made through a route: who asked, what for, and what the handler noted of before. The change
 * is made by now, so a log that cannot be written is an error of ours and not of the request.
 */
export async function auditRequest(
  { db, log }: Pick<Context, 'db' | 'log'>,
  route: { method: string; path: string },
  req: Request,
  notes: Record<string, unknown>,
): Promise<void> {
  const action = `${route.method.toUpperCase()} ${route.path}`
  const subject = Object.fromEntries(Object.entries(req.params).map(([name, value]) => [name, String(value)]))
  const asked = req.body === undefined ? {} : { asked: req.body }
  try {
    await recordAudit(db, actorOf(req) ?? { kind: 'nobody', name: 'not signed in' }, {
      action,
      subject,
      detail: { ...asked, ...notes },
      address: req.ip ?? null,
    })
  } catch (error) {
    log.error({ err: error, action }, 'a change is missing in the audit log')
  }
}
