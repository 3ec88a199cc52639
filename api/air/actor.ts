import type { Actor } from '#api/http/actor.ts'

/** Who does something on air, as hosts see each other. */
export type Host = { id: string; name: string }

/** The host behind a credential; routes of segments have one always. */
export function asHost(actor: Actor | null): Host {
  if (!actor) throw new Error('A segment was changed by nobody')
  return { id: actor.id, name: actor.kind === 'person' ? (actor.name ?? actor.email) : actor.name }
}
