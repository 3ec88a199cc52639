import type { Request } from 'express'
import { recordAudit } from '#api/audit/record-audit.ts'
import type { Context } from '#api/context.ts'
import { actorOf } from '#api/http/actor.ts'
import type { Route } from '#api/http/route.ts'

type Notes = Record<string, unknown>

/**
 * Does a route's work and writes down what it changed: who asked, what for, from where, and what the handler noted, e.g. of
 * before.
 * @returns what the work does
 */
export async function auditRequest(
  ctx: Context,
  { method, path, audit = method === 'get' ? 'none' : 'each' }: Pick<Route, 'method' | 'path' | 'audit'>,
  req: Request,
  work: (note: (detail: Notes) => void) => Promise<unknown>,
): Promise<unknown> {
  const notes: Notes = {}
  const note = (detail: Notes) => void Object.assign(notes, detail)
  if (audit === 'none') return work(note)
  const action = `${method.toUpperCase()} ${path}`
  const actor = actorOf(req)
  if (audit === 'tally' && actor?.kind === 'key') {
    try {
      return await work(note)
    } finally {
      // Of a stream that was cut, too, what came before is recorded.
      ctx.tally.add(actor, { action, address: req.ip ?? null }, notes)
    }
  }
  const result = await work(note)
  await write(ctx, action, req, notes)
  return result
}

/** The change is made by now, so an entry that cannot be written is an error of ours and not of the request. */
async function write({ db, log }: Context, action: string, req: Request, notes: Notes): Promise<void> {
  const subject = Object.fromEntries(Object.entries(req.params).map(([name, value]) => [name, String(value)]))
  const asked = req.body === undefined ? {} : { asked: req.body }
  try {
    // Only now: signing in makes somebody of nobody.
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
