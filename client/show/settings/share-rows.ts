import type { ShowJson } from '#api/contract/show.ts'
import { t } from '#client/show/words.ts'

/** A wallet's share as typed: percent, as text. */
export type ShareRow = { wallet: string; percent: string }

/** Shares as rows of a form, the largest first. */
export function shareRows(shares: ShowJson['shares']): ShareRow[] {
  return Object.entries(shares)
    .sort(([, a], [, b]) => b - a)
    .map(([wallet, share]) => ({ wallet, percent: formatPercent(share) }))
}

/** A share in percent, without the sign: `33`, `33.33`. */
export function formatPercent(share: number): string {
  return String(Math.round(share * 1_000_000) / 10_000)
}

/**
 * Reads rows into shares; rows without a percentage are left out.
 * @returns a sentence where something cannot be
 */
export function readShareRows(rows: readonly ShareRow[]): ShowJson['shares'] | string {
  const shares: ShowJson['shares'] = {}
  for (const { wallet: name, percent } of rows) {
    const wallet = name.trim()
    const typed = percent.trim().replace('%', '').replace(',', '.').trim()
    if (typed === '') continue
    const share = Number(typed) / 100
    if (wallet === '') return t('Say which wallet has the share.')
    if (!(share > 0 && share <= 1)) return t('Write the share of {wallet} in percent, up to 100.', { wallet })
    if (shares[wallet] !== undefined) return t('{wallet} is there twice.', { wallet })
    shares[wallet] = Math.round(share * 1e8) / 1e8
  }
  const whole = Object.values(shares).reduce((sum, share) => sum + share, 0)
  return whole > 1 + 1e-6 ? t('The shares add up to more than 100 %.') : shares
}
