import { type Capability, capabilitySchema, type Role, type Scope } from '#api/contract/auth.ts'
import type { Actor } from '#api/http/actor.ts'

/**
 * The one table of who may do what. Every route names one of these capabilities; nothing else decides.
 * - public: anyone, without a credential
 * - self: any credential, about itself
 * - person: a person about their own account
 * - read: look at all that is not about people and keys
 * - intake: report payments, also by hand
 * - export: files of payments for bookkeeping
 * - edit: boosts, segments, supporters and shows
 * - payments: attach payments and set them aside
 * - books: close months, and give prices of bitcoin
 * - admin: sources, people, keys, audit
 *
 * Whose role, or key, is for some shows only has the same, but for what is of no show; of which rows, `api/auth/reach.ts` says. Such a
 * key reports as one source.
 */
const GRANTS: Record<Capability, { roles: readonly Role[]; scopes: readonly Scope[] }> = {
  public: { roles: ['owner', 'host', 'bookkeeper'], scopes: ['intake', 'read', 'export', 'admin'] },
  self: { roles: ['owner', 'host', 'bookkeeper'], scopes: ['intake', 'read', 'export', 'admin'] },
  person: { roles: ['owner', 'host', 'bookkeeper'], scopes: [] },
  read: { roles: ['owner', 'host', 'bookkeeper'], scopes: ['read', 'admin'] },
  intake: { roles: ['owner', 'host'], scopes: ['intake', 'admin'] },
  export: { roles: ['owner', 'bookkeeper'], scopes: ['export', 'admin'] },
  edit: { roles: ['owner', 'host'], scopes: ['admin'] },
  payments: { roles: ['owner', 'host', 'bookkeeper'], scopes: ['admin'] },
  books: { roles: ['owner', 'bookkeeper'], scopes: ['admin'] },
  admin: { roles: ['owner'], scopes: ['admin'] },
}

/** Whether a capability is left to whoever is for some shows: not what is of the installation, or of wallets that people name. */
function isOfShows(actor: Actor, capability: Capability): boolean {
  if (capability === 'intake') return actor.kind === 'key' && actor.source !== null
  return capability !== 'admin'
}

/** What is left to whoever has to set a second factor up first. */
const OWN: ReadonlySet<Capability> = new Set(['self', 'person'])

/** Whether this actor (null: nobody signed in) has the capability. */
export function mayUse(actor: Actor | null, capability: Capability): boolean {
  if (capability === 'public') return true
  if (!actor || (actor.kind === 'person' && actor.lacksFactor && !OWN.has(capability))) return false
  if (actor.shows !== null && !isOfShows(actor, capability)) return false
  const { roles, scopes } = GRANTS[capability]
  return actor.kind === 'person'
    ? roles.includes(actor.role)
    : actor.scopes.some((scope) => scopes.includes(scope))
}

/** Which roles and scopes have the capability, for the reference page. */
export function whoMay(capability: Capability): { roles: readonly Role[]; scopes: readonly Scope[] } {
  return GRANTS[capability]
}

/** All that this actor may do, for the client to show only that. */
export function capabilitiesOf(actor: Actor): Capability[] {
  return capabilitySchema.options.filter((capability) => mayUse(actor, capability))
}
