import type { Role, Scope } from '#api/contract/auth.ts'

/** Roles in the order that they are offered, with what they may do. */
export const ROLE_WORDS: Record<Role, { name: string; may: string }> = {
  host: { name: 'Host', may: 'reads and edits boosts, segments, supporters and shows' },
  bookkeeper: { name: 'Bookkeeper', may: 'reads, corrects payments, keeps the books' },
  owner: { name: 'Owner', may: 'may do everything, people and keys too' },
}

/** `a host`, `an owner`. */
export function formatRole(role: Role): string {
  const word = role.toLowerCase()
  return /^[aeiou]/.test(word) ? `an ${word}` : `a ${word}`
}

const SCOPE_WORDS: Record<Scope, string> = {
  intake: 'Report payments',
  read: 'Read boosts, payments and totals',
  export: 'Download the books',
  admin: 'Everything that an owner may do',
}

/** What a key of this scope may do. @param shows for which it is; null: all */
export function formatScope(scope: Scope, shows: readonly string[] | null): string {
  return scope === 'admin' && shows !== null
    ? 'Everything that a host and a bookkeeper of these shows may do'
    : SCOPE_WORDS[scope]
}

export const ROLES: readonly Role[] = ['host', 'bookkeeper', 'owner']

/** The role of this name; anything else is the one that may least. */
export function asRole(name: string | undefined): Role {
  return ROLES.find((role) => role === name) ?? 'bookkeeper'
}

export const SCOPES: readonly Scope[] = ['intake', 'read', 'export', 'admin']
