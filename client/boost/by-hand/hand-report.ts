import type { PaymentReport } from '#api/contract/payment-report.ts'
import type { EpisodeJson, ShowJson } from '#api/contract/show.ts'
import { t } from '#client/boost/words.ts'
import { parseMoney, parseSats } from '#client/format/parse-money.ts'

/** What boosts that were typed in come from, and where their money is said to be. */
const SOURCE = 'by hand'

const MONEYS = ['sats', 'fiat', 'free'] as const
export type MoneyKind = (typeof MONEYS)[number]
export type SatsRail = 'bolt11' | 'lnaddress' | 'keysend' | 'onchain'
export type FiatRail = 'card' | 'ach'

/** A boost as it is typed in. */
export type HandBoost = {
  /** So that a second press of the button records nothing twice. */
  id: string
  show: Pick<ShowJson, 'title' | 'guid'>
  episode: Pick<EpisodeJson, 'title' | 'guid'> | null
  name: string
  message: string
  /** As a field for local time has it. */
  at: string
  position: string
  money: MoneyKind
  amount: string
  currency: string
  rail: SatsRail | FiatRail
}

export type Report = Omit<PaymentReport, 'settled_at'> & { settled_at: string }

/**
 * Says a boost that was typed in as intake takes it.
 * @returns or the field that is wrong, with what to do
 */
export function asReport(boost: HandBoost): Report | { field: 'amount' | 'at' | 'position'; error: string } {
  const at = new Date(boost.at)
  if (Number.isNaN(at.getTime())) return { field: 'at', error: t('Give the day and the time.') }
  if (boost.position !== '' && !/^\d{1,3}(:\d{2}){1,2}$/.test(boost.position))
    return { field: 'position', error: t('Write it as the player shows it, 41:07 or 1:02:31.') }
  const money = readMoney(boost)
  if (money.error !== undefined) return { field: 'amount', error: money.error }
  const { show, episode, name, message, position } = boost
  const boostagram = {
    action: 'boost',
    podcast: show.title,
    ...(show.guid ? { guid: show.guid } : {}),
    ...(episode?.title ? { episode: episode.title } : {}),
    ...(episode?.guid ? { episode_guid: episode.guid } : {}),
    ...(name ? { sender_name: name } : {}),
    ...(message ? { message } : {}),
    ...(position ? { time: position } : {}),
  }
  return { source: SOURCE, id: boost.id, settled_at: at.toISOString(), boostagram, ...money }
}

function readMoney({ money, amount, currency, rail }: HandBoost) {
  if (money === 'free') return { rail: 'free' as const }
  if (money === 'sats') {
    const amount_msat = parseSats(amount)
    if (!amount_msat) return { error: t('Give a whole number of sats, as 1337 or 1,337.') }
    return { rail, amount_msat }
  }
  const amount_minor = parseMoney(amount, currency)
  if (!amount_minor) return { error: t('Give an amount of {currency}, as 5 or 5.00.', { currency }) }
  return { rail, fiat: { amount_minor, fee_minor: 0, currency } }
}
