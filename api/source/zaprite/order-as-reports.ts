import { isMsat, msat } from '#api/contract/msat.ts'
import type { Rail } from '#api/contract/rail.ts'
import { readAmount, readInstant } from '#api/intake/read-values.ts'
import type { Fiat, Money } from '#api/intake/report.ts'
import { isObject } from '#api/lib/is-object.ts'
import { wordOf } from '#api/lib/word-of.ts'
import { readReported } from '#api/metadata/read-reported.ts'
import { storableText } from '#api/metadata/text.ts'
import { networkOfInvoice } from '#api/source/kind/network.ts'
import type { ForeignReports } from '#api/source/kind/reading.ts'

type Json = Record<string, unknown>

/** Of a transaction that names its state, those that brought money. */
const CAME = /^(confirmed|complete|completed|paid|settled|success|succeeded|overpaid)$/i

/**
 * Reads one order of Zaprite's `GET /v1/orders`: it is one payment once it is paid in full. Amounts are the smallest unit of their
 * currency, which of bitcoin is the sat. What was paid in bitcoin is sats, priced as the order; by card it is the currency. Whoever
 * made the order wrote its metadata: a show's own page has message, sender, show and episode there.
 */
export function zapriteOrderAsReports(order: unknown): ForeignReports {
  if (!isObject(order) || typeof order.id !== 'string' || order.id === '')
    return { error: 'An order must have an id.' }
  if (!/^(PAID|COMPLETE|OVERPAID)$/.test(wordOf(order.status)))
    return { skip: `not paid in full (${wordOf(order.status)})` }
  const settled_at = readInstant(order.paidAt)
  if (!settled_at) return { error: 'paidAt must be a time.' }
  const paid = (Array.isArray(order.transactions) ? order.transactions : [])
    .filter(isObject)
    .filter(({ status }) => typeof status !== 'string' || CAME.test(status))
  const priced = pricedAt(order, paid)
  if (!priced)
    return { error: 'totalAmount must be whole sats or cents, and currency a code like USD or BTC.' }
  const isBitcoin = paid.length === 0 ? priced.currency === 'BTC' : paid.every(isOfBitcoin)
  const money = moneyOf(priced, paid, isBitcoin)
  const memo = textOf(order.label)
  const { said, comment } = saidOf(order)
  const amount_msat = money.kind === 'sats' ? money.amount_msat : 0
  const [first] = paid
  const hash = paid.length === 1 ? textOf(first?.paymentHash ?? first?.payment_hash)?.toLowerCase() : null
  return {
    reports: [
      {
        ref: order.id,
        wallet: null,
        payment_hash: hash && /^[0-9a-f]{64}$/.test(hash) ? hash : null,
        set_id: null,
        settled_at,
        money,
        rail: railOf(first, isBitcoin),
        memo,
        ...readReported({ said, amount_msat, memo, comment }),
        refund_of: null,
        network:
          paid
            .flatMap(Object.values)
            .map(networkOfInvoice)
            .find((network) => network !== null) ?? null,
      },
    ],
  }
}

/** What was paid of it, in its own currency: of an order that was paid more than asked, that. */
function pricedAt({ currency, totalAmount }: Json, paid: readonly Json[]): Fiat | null {
  const code = typeof currency === 'string' ? currency.toUpperCase() : ''
  const sum = sumOf(paid, ({ amountInOrderCurrency }) => amountInOrderCurrency)
  const amount_minor = sum ?? readAmount(totalAmount)
  if (!/^[A-Z]{3}$/.test(code) || amount_minor === null || amount_minor < 0) return null
  return code === 'BTC' && !isMsat(amount_minor * 1000) ? null : { amount_minor, currency: code }
}

function moneyOf(priced: Fiat, paid: readonly Json[], isBitcoin: boolean): Money {
  const own = ownAmount(priced, paid, isBitcoin)
  if (own.currency === 'BTC')
    return {
      kind: 'sats',
      amount_msat: msat(own.amount_minor * 1000),
      fee_msat: msat(0),
      price: priced.currency === 'BTC' ? null : priced,
    }
  return { kind: 'fiat', amount_minor: own.amount_minor, fee_minor: 0, currency: own.currency }
}

/** What came, in the currency in which it came; the order's own where the transactions do not say. */
function ownAmount(priced: Fiat, paid: readonly Json[], isBitcoin: boolean): Fiat {
  const amount_minor = sumOf(paid, ({ amount }) => amount)
  const [code = isBitcoin ? 'BTC' : null, ...others] = new Set(
    paid.map(({ currency }) => (typeof currency === 'string' ? currency.toUpperCase() : null)),
  )
  const currency = code ?? (isBitcoin ? 'BTC' : priced.currency)
  // Where both amounts are the same though the order is priced in a currency, it is that currency's.
  const isSame = amount_minor === priced.amount_minor && code === null
  const isKnown = amount_minor !== null && others.length === 0 && (currency === 'BTC') === isBitcoin
  if (!isKnown || isSame || !/^[A-Z]{3}$/.test(currency)) return priced
  return currency === 'BTC' && !isMsat(amount_minor * 1000) ? priced : { amount_minor, currency }
}

/** Null where there is none, or one of them does not say. */
function sumOf(paid: readonly Json[], amountOf: (transaction: Json) => unknown): number | null {
  const amounts = paid.map((transaction) => readAmount(amountOf(transaction)))
  if (amounts.length === 0) return null
  const sum = amounts.reduce<number>((all, one) => (one === null || one < 0 ? Number.NaN : all + one), 0)
  return Number.isSafeInteger(sum) && sum > 0 ? sum : null
}

function isOfBitcoin({ method }: Json): boolean {
  return /LIGHTNING|BITCOIN|LIQUID|ONCHAIN|LNURL/i.test(wordOf(method))
}

/** `LIGHTNING`, `BITCOIN`, `CARD`, `ACH`, `APPLEPAY`, `GOOGLEPAY` … */
function railOf(transaction: Json | undefined, isBitcoin: boolean): Rail {
  const method = String(transaction?.method)
  if (isBitcoin) return /^(BITCOIN|ONCHAIN|LIQUID)/i.test(method) ? 'onchain' : 'bolt11'
  return /ACH|BANK/i.test(method) ? 'ach' : 'card'
}

/** Message, sender, show and episode, by the names that pages with orders of their own give them. */
function saidOf({ metadata, customerData }: Json): { said: Json; comment: string | null } {
  const own = isObject(metadata) ? metadata : {}
  const customer = isObject(customerData) ? customerData : {}
  const named = (...names: string[]) => names.map((name) => textOf(own[name])).find((text) => text !== null)
  const message = named('message', 'comment', 'note', 'boostMessage') ?? null
  const sender = named('username', 'senderName', 'sender_name', 'sender', 'name') ?? textOf(customer.name)
  const show = {
    podcast: named('podcastName', 'podcast', 'podcastTitle', 'show'),
    guid: named('podcastGuid'),
  }
  const episode = {
    episode: named('episodeTitle', 'episode', 'episodeName'),
    episode_guid: named('episodeGuid', 'episode_guid'),
  }
  const isBoost = [show.podcast, show.guid, episode.episode_guid].some((text) => text !== undefined)
  if (!isBoost) return { said: { payer_name: sender }, comment: message }
  const boostagram = {
    action: 'boost',
    ...show,
    ...episode,
    sender_name: sender,
    message,
    app_name: named('app', 'appName'),
  }
  return { said: { boostagram }, comment: message }
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? storableText(value) : null
}
