import type { PaymentJson } from '#api/contract/payment.ts'
import { t } from '#client/review/words.ts'

const RAILS: Record<PaymentJson['rail'], string> = {
  keysend: t('keysend'),
  bolt11: t('invoice'),
  lnaddress: t('Lightning address'),
  onchain: t('on chain'),
  card: t('card'),
  ach: t('bank transfer'),
  free: t('free'),
}

/** How a payment came, in words. */
export function formatRail({ rail, app }: Pick<PaymentJson, 'rail' | 'app'>): string {
  return app ? t('{rails} from {app}', { rails: RAILS[rail], app }) : RAILS[rail]
}

/** The part of a memo that others like it share: its beginning, up to what differs each time, such as addresses and numbers. */
export function commonMemo(memo: string): string {
  const kept: string[] = []
  for (const word of memo.trim().split(/\s+/)) {
    if (/^https?:/.test(word) || /\d{3,}/.test(word) || /^#?\d+[.,:]?$/.test(word)) break
    kept.push(word)
  }
  const common = kept.join(' ').replace(/[\s:,;#–—-]+$/u, '')
  return common.length >= 3 ? common : memo.trim()
}
