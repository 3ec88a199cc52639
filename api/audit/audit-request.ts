import { randomUUIDv7 } from 'node:crypto'
import type { Request } from 'express'
import { sql } from 'kysely'
import { type AuditActor, completeEntry, insertEntry, writeEntry } from '#api/audit/record-audit.ts'
import type { Context } from '#api/context.ts'
import { type Actor, actorOf } from '#api/http/actor.ts'
import type { Route } from '#api/http/route.ts'
import { accompany, type Companion } from '#db/ride-along.ts'

type Notes = Record<string, unknown>
type Note = (detail: Notes) => Promise<void>
type Audited = Pick<Route, 'method' | 'path' | 'audit'>

/**
 * Does a route's work and writes down what it changed: who asked, what for, from where, and what the handler noted, e.g. of
 * before. The entry is in the transaction of the change, so that neither is ever there without the other.
 * @returns what the work does
 */
export async function auditRequest(
  ctx: Context,
  { method, path, audit = method === 'get' ? 'none' : 'each' }: Audited,
  req: Request,
  work: (note: Note) => Promise<unknown>,
): Promise<unknown> {
  if (audit === 'none') return work(async () => {})
  const action = `${method.toUpperCase()} ${path}`
  const actor = actorOf(req)
  if (audit === 'tally' && actor?.kind === 'key') return tallied(ctx, action, actor, req, work)
  return await withEntry(ctx, action, req, audit === 'tally', work)
}

/** Counts come into the tally before they are answered: what was acknowledged is in it, whatever happens then. */
async function tallied(
  { tally }: Pick<Context, 'tally'>,
  action: string,
  actor: Actor,
  req: Request,
  work: (note: Note) => Promise<unknown>,
): Promise<unknown> {
  const asked = { action, address: req.ip ?? null }
  let requests = 1
  const note = async (counts: Notes) => {
    const first = requests
    requests = 0
    await tally.add(actor, asked, { requests: first, ...counts })
  }
  try {
    return await work(note)
  } finally {
    if (requests > 0) await note({})
  }
}

/** @param grows it answers bit by bit: what is noted is kept before it is acknowledged */
async function withEntry(
  { db, log }: Pick<Context, 'db' | 'log'>,
  action: string,
  req: Request,
  grows: boolean,
  work: (note: Note) => Promise<unknown>,
): Promise<unknown> {
  const id = randomUUIDv7()
  const notes: Notes = {}
  // Only when it is written: signing in makes somebody of nobody.
  const actor = (): AuditActor => actorOf(req) ?? { kind: 'nobody', name: 'not signed in' }
  const event = () => ({
    action,
    subject: subjectOf(req),
    detail: { ...askedOf(req), ...notes },
    address: req.ip ?? null,
    grows,
  })
  let written = ''
  const companion: Companion = {
    done: false,
    statement: () => {
      written = JSON.stringify([actor(), notes])
      return insertEntry(db, id, actor(), event()).compile()
    },
  }
  /** What was noted, and who it was, may have become known after the change. */
  const complete = async (more: Notes = {}) => {
    addTo(notes, more)
    if (JSON.stringify([actor(), notes]) === written) return
    await completeEntry(db, id, actor(), event()).catch((error) =>
      log.error({ err: error, action }, 'an entry of the audit log is not complete'),
    )
  }
  const note = async (more: Notes) => {
    addTo(notes, more)
    if (!grows) return
    await writeEntry(db, id, actor(), event())
    companion.done = true
  }
  try {
    const result = await accompany(companion, () => work(note))
    if (companion.done) await complete()
    // Nothing of it was changed in a transaction of this request; without an entry it is not acknowledged either.
    else await writeEntry(db, id, actor(), event())
    // What was done is done, whether or not this can be noted of it.
    await noteLast(db, actorOf(req), action).catch((error) =>
      log.error({ err: error, action }, 'a session does not say what it did last'),
    )
    return result
  } catch (error) {
    if (companion.done) await complete({ ended: 'with an error' })
    throw error
  } finally {
    companion.done = true
  }
}

/** What a session last did, for whoever wonders whose it is. */
async function noteLast(db: Context['db'], actor: Actor | null, action: string): Promise<void> {
  if (actor?.kind !== 'person' || actor.sessionId === null) return
  await db
    .updateTable('sessions')
    .set({ last_action: action, last_action_at: sql<Date>`now()` })
    .where('id', '=', actor.sessionId)
    .execute()
}

function subjectOf(req: Request): Record<string, string> {
  return Object.fromEntries(Object.entries(req.params).map(([name, value]) => [name, String(value)]))
}

function askedOf(req: Request): Notes {
  return req.body === undefined ? {} : { asked: req.body }
}

/** Numbers that are noted again and again are counts. */
function addTo(notes: Notes, more: Notes): void {
  for (const [name, value] of Object.entries(more)) {
    const before = notes[name]
    notes[name] = typeof before === 'number' && typeof value === 'number' ? before + value : value
  }
}
