import { isObject } from '#api/lib/is-object.ts'
import { wordOf } from '#api/lib/word-of.ts'
import type { BtcpaySettings } from '#api/source/btcpay/settings.ts'
import { createLookBack, type LookBack } from '#api/source/kind/look-back.ts'
import { SourceProblem } from '#api/source/kind/source-problem.ts'
import { type Answer, connectApi } from '#api/source/wallet-api/connect.ts'
import { explainStatus } from '#api/source/wallet-api/explain-line-error.ts'
import { createRecent, type Recent } from '#api/source/wallet-api/recent.ts'

const HOUR_S = 3_600

/** What its webhook is to tell: a payment as it comes and as it is settled, and the invoice as it is. */
const TOLD = ['InvoiceReceivedPayment', 'InvoicePaymentSettled', 'InvoiceSettled']

export type Btcpay = {
  /**
   * Invoices of the store with their payments, newest first, whatever became of them.
   * @param since only those made after it, in epoch seconds
   * @throws SourceProblem
   */
  listInvoices(skip: number, take: number, since?: number): Promise<Record<string, unknown>[]>
  /** An invoice of the store with its payments; null where there is none of this id. @throws SourceProblem */
  getInvoice(id: string): Promise<Record<string, unknown> | null>
  /** The store's webhooks, which more than a key for invoices may ask. @throws SourceProblem */
  listWebhooks(): Promise<Record<string, unknown>[]>
  /** Has the store tell of payments. @returns BTCPay Server's id of it @throws SourceProblem */
  createWebhook(url: string, secret: string): Promise<string>
  removeWebhook(id: string): Promise<void>
  /** What the key may do, e.g. `btcpay.store.canviewinvoices:STORE`; null where it does not say. */
  permissions(): Promise<string[] | null>
  recent: Recent
  lookBack: LookBack
  close(): void
}

/** A store of BTCPay Server by its Greenfield API. @param means what ends it, and how long one answer may take */
export function connectBtcpay(
  { address, store, key, certificate }: BtcpaySettings,
  means: { signal: AbortSignal; patienceMs: number },
): Btcpay {
  const headers = { Authorization: `token ${key}` }
  const webhooks = `/api/v1/stores/${store}/webhooks`
  const api = connectApi({ address, wallet: 'BTCPay Server', certificate, headers }, means)
  return {
    listInvoices: async (skip, take, since) => {
      const query = new URLSearchParams({
        skip: String(skip),
        take: String(take),
        includePaymentMethods: 'true',
      })
      if (since !== undefined) query.set('startDate', String(since))
      const answer = read(await api.ask(`/api/v1/stores/${store}/invoices?${query}`))
      if (!Array.isArray(answer)) throw stranger()
      const invoices = answer.filter(isObject)
      if (invoices.some(({ paymentMethods }) => !Array.isArray(paymentMethods))) throw tooOld()
      return invoices
    },
    getInvoice: async (id) => {
      const path = `/api/v1/stores/${store}/invoices/${id}`
      const found = await api.ask(path)
      if (found.status === 404) return null
      const invoice = read(found)
      const paymentMethods = read(await api.ask(`${path}/payment-methods`))
      if (!isObject(invoice) || !Array.isArray(paymentMethods)) throw stranger()
      return { ...invoice, paymentMethods }
    },
    listWebhooks: async () => {
      const answer = read(await api.ask(webhooks))
      if (!Array.isArray(answer)) throw stranger()
      return answer.filter(isObject)
    },
    createWebhook: async (url, secret) => {
      const authorizedEvents = { everything: false, specificEvents: TOLD }
      const body = { url, secret, enabled: true, automaticRedelivery: true, authorizedEvents }
      const answer = read(await api.ask(webhooks, { method: 'POST', body }))
      if (!isObject(answer) || typeof answer.id !== 'string') throw stranger()
      return answer.id
    },
    removeWebhook: async (id) => {
      read(await api.ask(`${webhooks}/${encodeURIComponent(id)}`, { method: 'DELETE' }))
    },
    permissions: async () => {
      const { status, body } = await api.ask('/api/v1/api-keys/current')
      return status === 200 && isObject(body) && Array.isArray(body.permissions)
        ? body.permissions.map(String)
        : null
    },
    recent: createRecent(),
    lookBack: createLookBack({ often: 2 * HOUR_S, hourly: 48 * HOUR_S, daily: 14 * 24 * HOUR_S }),
    close: api.close,
  }
}

function read({ status, body }: Answer): unknown {
  if (status >= 200 && status < 300) return body
  const code = isObject(body) ? wordOf(body.code) : ''
  if (status === 401 || code === 'unauthenticated')
    throw new SourceProblem(
      'refused',
      'BTCPay Server does not accept this key.',
      'Make one under Account, Manage account, API keys, and give it here.',
    )
  if (status === 403)
    throw new SourceProblem(
      'refused',
      'This key does not allow viewing invoices of this store.',
      'Make one with “View invoices” of this store and nothing else, and check the store’s id.',
    )
  if (status === 404 && code === 'store-not-found')
    throw new SourceProblem(
      'refused',
      'BTCPay Server has no such store.',
      'Copy the id again: it is in the store’s settings, under General.',
    )
  throw explainStatus({ wallet: 'BTCPay Server' }, status) ?? stranger()
}

function stranger(): SourceProblem {
  return new SourceProblem(
    'stranger',
    'What answers at this address is no BTCPay Server.',
    'Check the address: it is that of its own pages.',
  )
}

function tooOld(): SourceProblem {
  return new SourceProblem(
    'stranger',
    'This BTCPay Server is too old: it lists no payments.',
    'Update it to version 2.2 or later.',
  )
}
