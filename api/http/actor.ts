import type { Request } from 'express'
import type { Role, Scope } from '#api/contract/auth.ts'

/** Someone with an account; `sessionId` is null where a trusted proxy says who it is. */
export type Person = {
  kind: 'person'
  id: string
  email: string
  name: string | null
  role: Role
  /** The shows, by id, that the role is for; null: all, and the installation. */
  shows: readonly number[] | null
  sessionId: string | null
  /** When it was last seen that the session is theirs; of a proxy's word it is the proxy's matter. */
  provenAt: Date | null
  /** Their role comes in by a second factor only, and they came without: they may set one up, and nothing else. */
  lacksFactor: boolean
}

/** A machine with a key; bound to `source`, it reports for that one only, on its own wallet or on `wallet`; and to `shows`, of these only. */
export type Machine = {
  kind: 'key'
  id: string
  name: string
  scopes: readonly Scope[]
  source: string | null
  wallet: string | null
  shows: readonly number[] | null
}

/** Who makes a request. */
export type Actor = Person | Machine

const actors = new WeakMap<Request, Actor>()

/** Remembers who makes this request: the guard does, and signing in. */
export function setActor(req: Request, actor: Actor): void {
  actors.set(req, actor)
}

/** Who makes this request; null for nobody, and on public routes, where nobody is asked. */
export function actorOf(req: Request): Actor | null {
  return actors.get(req) ?? null
}

/** What somebody is called where it is noted who did something. */
export function nameOf(actor: Actor): string {
  return actor.kind === 'person' ? (actor.name ?? actor.email) : actor.name
}
