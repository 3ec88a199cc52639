import type { Role, Scope } from '#api/contract/auth.ts'
import { t } from '#client/person/words.ts'

/** Roles in the order that they are offered, with what they may do. */
export const ROLE_WORDS: Record<Role, { name: string; may: string }> = {
  host: { name: t('Host'), may: t('reads and edits boosts, segments, supporters and shows') },
  bookkeeper: { name: t('Bookkeeper'), may: t('reads, corrects payments, keeps the books') },
  owner: { name: t('Owner'), may: t('may do everything, people and keys too') },
}

const A_ROLE = { host: t('a host'), bookkeeper: t('a bookkeeper'), owner: t('an owner') }

/** `a host`, `an owner`. */
export function formatRole(role: Role): string {
  return A_ROLE[role]
}

const SCOPE_WORDS: Record<Scope, string> = {
  intake: t('Report payments'),
  read: t('Read boosts, payments and totals'),
  export: t('Download the books'),
  admin: t('Everything that an owner may do'),
}

/** What a key of this scope may do. @param shows for which it is; null: all */
export function formatScope(scope: Scope, shows: readonly string[] | null): string {
  return scope === 'admin' && shows !== null
    ? t('Everything that a host and a bookkeeper of these shows may do')
    : SCOPE_WORDS[scope]
}

export const ROLES: readonly Role[] = ['host', 'bookkeeper', 'owner']

/** The role of this name; anything else is the one that may least. */
export function asRole(name: string | undefined): Role {
  return ROLES.find((role) => role === name) ?? 'bookkeeper'
}

export const SCOPES: readonly Scope[] = ['intake', 'read', 'export', 'admin']
