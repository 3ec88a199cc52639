import type { EpisodeRef, FiatAmount, SupporterRef } from '#api/contract/common.ts'

/** The episode that something belongs to, or null where it belongs to the show alone. */
export function episodeRef(id: string | null, title: string | null): EpisodeRef | null {
  return id === null ? null : { id, title }
}

/** Who sent something, under the name they are shown by; nobody in particular is Anonymous. */
export function supporterRef(id: string | null, name: string | null): SupporterRef {
  return { id, name: id === null ? 'Anonymous' : (name ?? '') }
}

/** Money in a currency's minor unit, or null where there is none. */
export function fiatAmount(amount_minor: number | null, currency: string | null): FiatAmount | null {
  return amount_minor === null || currency === null ? null : { amount_minor, currency }
}
