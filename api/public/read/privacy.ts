import type { PublicSettingsJson, PublicSupporterRef } from '#api/contract/public.ts'
import { wordsIn } from '#api/language/words.ts'

/** What a show's settings let through. Nothing reaches a stranger but by these. */
export type Privacy = {
  settings: PublicSettingsJson
  /** Closed segments whose episode has not come out: what was read there nobody sees yet. Empty where reading is not waited for. */
  unaired: readonly string[]
  /** Whether a supporter has a page: all have, or they said yes. */
  hasPage(id: string): boolean
  /** An amount of msat as it is published. */
  amount(msat: number): number | null
  /** A supporter as published; the id only where they have a page. */
  supporter(id: string | null, name: string | null): PublicSupporterRef
}

/** What a show lets strangers see. */
export function createPrivacy(
  settings: PublicSettingsJson,
  unaired: readonly string[],
  own: ReadonlySet<string>,
): Privacy {
  const { amounts, names, supporter_pages } = settings
  const { t } = wordsIn(settings.language)
  const hasPage = (id: string) => supporter_pages || own.has(id)
  return {
    settings,
    unaired,
    hasPage,
    amount: (msat) => (amounts === 'none' ? null : amounts === 'rounded' ? roundMsat(msat) : msat),
    supporter(id, name) {
      if (!names) return { id: null, name: t('name.somebody') }
      if (id === null) return { id: null, name: t('name.anonymous') }
      return { id: hasPage(id) ? id : null, name: name ?? t('name.anonymous') }
    },
  }
}

/** Two leading digits of whole sats, rounded; what is below a hundred sats is told by tens. */
function roundMsat(msat: number): number {
  const sats = Math.round(Math.abs(msat) / 1000)
  const step = Math.max(10, 10 ** (Math.floor(Math.log10(Math.max(1, sats))) - 1))
  return Math.sign(msat) * Math.round(sats / step) * step * 1000
}
