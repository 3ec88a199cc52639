import { readAmount } from '#api/intake/read-values.ts'
import { isObject } from '#api/lib/is-object.ts'
import { explainClnAnswer, notCln } from '#api/source/cln/explain-cln-answer.ts'
import type { ClnSettings } from '#api/source/cln/settings.ts'
import { connectApi } from '#api/source/wallet-api/connect.ts'

/** What `waitanyinvoice` answers where nothing was paid in time. */
const TIMED_OUT = 904

/** One invoice as Core Lightning gives it: see `clnInvoiceAsReports`. */
export type ClnInvoice = Record<string, unknown>

export type Cln = {
  /** Invoices by the order in which they were made. @param start the first index that is given @throws SourceProblem */
  listInvoices(start: number, limit: number): Promise<ClnInvoice[]>
  /** The first invoice that was paid behind an index; null where none is within the time. @throws SourceProblem */
  waitAnyInvoice(lastPayIndex: number, timeoutS: number): Promise<ClnInvoice | null>
  /** What its side of its open channels holds, in msat; null where the rune may not ask. */
  ownInChannels(): Promise<number | null>
  close(): void
}

/** A node of Core Lightning by its clnrest. @param means what ends it, and how long one answer may take */
export function connectCln(
  { address, rune, certificate }: ClnSettings,
  means: { signal: AbortSignal; patienceMs: number },
): Cln {
  const api = connectApi(
    {
      address,
      wallet: 'Core Lightning',
      certificate,
      // clnrest makes its certificate for these, whatever the machine is called.
      ownNames: ['cln', 'localhost'],
      headers: { Rune: rune },
    },
    means,
  )
  const call = (method: string, body: object, waitMs = 0) =>
    api.ask(`/v1/${method}`, { method: 'POST', body, waitMs })
  return {
    listInvoices: async (start, limit) => {
      const answer = await call('listinvoices', { index: 'created', start, limit })
      if (answer.status >= 300) throw explainClnAnswer(answer)
      if (!isObject(answer.body) || !Array.isArray(answer.body.invoices)) throw notCln()
      return answer.body.invoices.filter(isObject)
    },
    waitAnyInvoice: async (lastPayIndex, timeoutS) => {
      const wanted = { lastpay_index: lastPayIndex, timeout: timeoutS }
      const answer = await call('waitanyinvoice', wanted, timeoutS * 1000)
      if (isObject(answer.body) && answer.body.code === TIMED_OUT) return null
      if (answer.status >= 300) throw explainClnAnswer(answer)
      if (!isObject(answer.body) || typeof answer.body.payment_hash !== 'string') throw notCln()
      return answer.body
    },
    ownInChannels: async () => {
      const { status, body } = await call('listfunds', {})
      if (status >= 300 || !isObject(body) || !Array.isArray(body.channels)) return null
      const open = body.channels.filter(isObject).filter(({ state }) => state === 'CHANNELD_NORMAL')
      const amounts = open.map(({ our_amount_msat }) => readAmount(our_amount_msat))
      return amounts.reduce((sum, own) => (sum === null || own === null ? null : sum + own), 0)
    },
    close: api.close,
  }
}
