import type { LiveEvent } from '#api/contract/live.ts'

/** What a hint says; null, which says that anything may have changed, where it is not one that is known. */
export function liveEventOf(hint: unknown): LiveEvent | null {
  return isLiveEvent(hint) ? hint : null
}

/** The service says no others; a newer one than this page may say more. */
function isLiveEvent(hint: unknown): hint is LiveEvent {
  return typeof hint === 'object' && hint !== null && 'kind' in hint && typeof hint.kind === 'string'
}
