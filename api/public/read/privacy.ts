import type { PublicSettingsJson, PublicSupporterRef } from '#api/contract/public.ts'

/** How one who is not named is called. */
const SOMEBODY = 'A listener'
const ANONYMOUS = 'Anonymous'

/** What a show's settings let through. Nothing reaches a stranger but by these. */
export type Privacy = {
  settings: PublicSettingsJson
  /** Closed segments whose episode has not come out: what was read there nobody sees yet. */
  unaired: readonly string[]
  /** An amount of msat as it is published. */
  amount(msat: number): number | null
  /** A supporter as published; the id only where they have a page. */
  supporter(id: string | null, name: string | null): PublicSupporterRef
}

/** What a show lets strangers see. */
export function createPrivacy(settings: PublicSettingsJson, unaired: readonly string[]): Privacy {
  const { amounts, names, supporter_pages } = settings
  return {
    settings,
    unaired,
    amount: (msat) => (amounts === 'none' ? null : amounts === 'rounded' ? roundMsat(msat) : msat),
    supporter(id, name) {
      if (!names) return { id: null, name: SOMEBODY }
      if (id === null) return { id: null, name: ANONYMOUS }
      return { id: supporter_pages ? id : null, name: name ?? ANONYMOUS }
    },
  }
}

/** Two leading digits of whole sats, rounded; what is below a hundred sats is told by tens. */
function roundMsat(msat: number): number {
  const sats = Math.round(Math.abs(msat) / 1000)
  const step = Math.max(10, 10 ** (Math.floor(Math.log10(Math.max(1, sats))) - 1))
  return Math.sign(msat) * Math.round(sats / step) * step * 1000
}
