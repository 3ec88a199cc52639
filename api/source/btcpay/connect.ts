import { isObject } from '#api/lib/is-object.ts'
import type { BtcpaySettings } from '#api/source/btcpay/settings.ts'
import { SourceProblem } from '#api/source/kind/source-problem.ts'
import { type Answer, connectApi } from '#api/source/wallet-api/connect.ts'
import { explainStatus } from '#api/source/wallet-api/explain-line-error.ts'
import { createRecent, type Recent } from '#api/source/wallet-api/recent.ts'

export type Btcpay = {
  /**
   * Invoices of the store with their payments, newest first, whatever became of them.
   * @param since only those made after it, in epoch seconds
   * @throws SourceProblem
   */
  listInvoices(skip: number, take: number, since?: number): Promise<Record<string, unknown>[]>
  /** What the key may do, e.g. `btcpay.store.canviewinvoices:STORE`; null where it does not say. */
  permissions(): Promise<string[] | null>
  recent: Recent
  /** When the list was looked at a day, or two weeks, back. */
  looked: { hour: number; day: number }
  close(): void
}

/** A store of BTCPay Server by its Greenfield API. @param means what ends it, and how long one answer may take */
export function connectBtcpay(
  { address, store, key, certificate }: BtcpaySettings,
  means: { signal: AbortSignal; patienceMs: number },
): Btcpay {
  const headers = { Authorization: `token ${key}` }
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
    permissions: async () => {
      const { status, body } = await api.ask('/api/v1/api-keys/current')
      return status === 200 && isObject(body) && Array.isArray(body.permissions)
        ? body.permissions.map(String)
        : null
    },
    recent: createRecent(),
    looked: { hour: 0, day: 0 },
    close: api.close,
  }
}

function read({ status, body }: Answer): unknown {
  if (status >= 200 && status < 300) return body
  const code = isObject(body) ? String(body.code) : ''
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
