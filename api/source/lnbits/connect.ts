import { readAmount } from '#api/intake/read-values.ts'
import { isObject } from '#api/lib/is-object.ts'
import { SourceProblem } from '#api/source/kind/source-problem.ts'
import type { LnbitsSettings } from '#api/source/lnbits/settings.ts'
import { type Answer, type ApiSettings, connectApi } from '#api/source/wallet-api/connect.ts'
import { explainStatus } from '#api/source/wallet-api/explain-line-error.ts'
import { createRecent, type Recent } from '#api/source/wallet-api/recent.ts'

/** Which payments a page holds: `updated_at` moves as a payment is settled, `created_at` never does. */
export type PageOf = { sortby: 'created_at' | 'updated_at'; direction: 'asc' | 'desc'; offset: number }
export type LnbitsPage = { payments: Record<string, unknown>[]; total: number }

export type Lnbits = {
  api: ApiSettings
  /** A page of settled payments, sent ones among them. @throws SourceProblem */
  listPayments(page: PageOf & { limit: number }): Promise<LnbitsPage>
  /** The wallet's name, its id, which LNbits gives only to a key that may pay, and what it holds. @throws SourceProblem */
  getWallet(): Promise<{ name: string; maySpend: boolean; balance_msat: number | null }>
  recent: Recent
  close(): void
}

/** A wallet of LNbits by its API. @param means what ends it, and how long one answer may take */
export function connectLnbits(
  { address, key, certificate }: LnbitsSettings,
  means: { signal: AbortSignal; patienceMs: number },
): Lnbits {
  const settings = { address, wallet: 'LNbits', certificate, headers: { 'X-Api-Key': key } }
  const api = connectApi(settings, means)
  const ask = async (path: string) => read(settings, await api.ask(path))
  return {
    api: settings,
    listPayments: async ({ sortby, direction, offset, limit }) => {
      // Filters that LNbits does not know it passes over in silence; these it knows since 1.0.
      const query = new URLSearchParams({
        status: 'success',
        sortby,
        direction,
        offset: String(offset),
        limit: String(limit),
      })
      const answer = await ask(`/api/v1/payments/paginated?${query}`)
      if (!isObject(answer) || !Array.isArray(answer.data)) throw stranger()
      return { payments: answer.data.filter(isObject), total: Number(answer.total) || 0 }
    },
    getWallet: async () => {
      const answer = await ask('/api/v1/wallet')
      if (!isObject(answer) || typeof answer.name !== 'string') throw stranger()
      const { name, id, balance } = answer
      return { name, maySpend: typeof id === 'string', balance_msat: readAmount(balance) }
    },
    recent: createRecent(),
    close: api.close,
  }
}

function read(settings: ApiSettings, { status, body }: Answer): unknown {
  if (status >= 200 && status < 300) return body
  const detail = isObject(body) && typeof body.detail === 'string' ? body.detail : ''
  // A key that it does not know is a wallet that is not found.
  if (status === 401 || status === 403 || /wallet not found|invalid.*key/i.test(detail))
    throw new SourceProblem(
      'refused',
      'LNbits knows no wallet with this key.',
      'Copy the invoice key again: in LNbits, open the wallet, then API docs, “Invoice/read key”. It changes when the wallet’s keys are reset.',
    )
  throw explainStatus(settings, status) ?? stranger()
}

function stranger(): SourceProblem {
  return new SourceProblem(
    'stranger',
    'What answers at this address is no LNbits, or one older than 1.0.',
    'Check the address: it is that of LNbits’ own pages. Update LNbits.',
  )
}
