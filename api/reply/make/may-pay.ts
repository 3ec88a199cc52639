import { mayUse } from '#api/auth/capability.ts'
import type { Actor } from '#api/http/actor.ts'

/** Whether what someone asks for is paid without another's yes: a bookkeeper's is not. */
export function mayPay(actor: Actor): boolean {
  return mayUse(actor, 'edit')
}

/** Whom a reply says it was made by. */
export function nameOf(actor: Actor): string {
  return actor.kind === 'person' ? (actor.name ?? actor.email) : actor.name
}
