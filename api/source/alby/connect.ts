import { readAmount } from '#api/intake/read-values.ts'
import { isObject } from '#api/lib/is-object.ts'
import type { AlbySettings } from '#api/source/alby/settings.ts'
import { createLookBack, type LookBack } from '#api/source/kind/look-back.ts'
import { SourceProblem } from '#api/source/kind/source-problem.ts'
import { type Answer, connectApi } from '#api/source/wallet-api/connect.ts'
import { explainStatus } from '#api/source/wallet-api/explain-line-error.ts'
import { createRecent, type Recent } from '#api/source/wallet-api/recent.ts'

const DAY_S = 24 * 3_600

export type Alby = {
  /**
   * Incoming invoices, newest first, settled and open ones.
   * @param page from 1 on
   * @param since only those made after it, in epoch seconds
   * @throws SourceProblem
   */
  listIncoming(page: number, items: number, since?: number): Promise<Record<string, unknown>[]>
  /** In msat; null where the token may not read it. */
  getBalance(): Promise<number | null>
  recent: Recent
  lookBack: LookBack
  close(): void
}

/** An account at Alby, by its API. @param means what ends it, and how long one answer may take */
export function connectAlby(
  { token, address }: AlbySettings,
  means: { signal: AbortSignal; patienceMs: number },
): Alby {
  const headers = { Authorization: `Bearer ${token}` }
  const api = connectApi({ address, wallet: 'Alby', headers }, means)
  return {
    listIncoming: async (page, items, since) => {
      const query = new URLSearchParams({ page: String(page), items: String(items) })
      if (since !== undefined) query.set('q[created_at_gt]', String(since))
      const answer = read(await api.ask(`/invoices/incoming?${query}`))
      if (!Array.isArray(answer)) throw stranger()
      return answer.filter(isObject)
    },
    getBalance: async () => {
      const { status, body } = await api.ask('/balance')
      const isSats = status < 300 && isObject(body) && body.unit === 'sat'
      const sats = isSats ? readAmount(body.balance) : null
      return sats === null ? null : sats * 1000
    },
    recent: createRecent(),
    lookBack: createLookBack({ often: 15 * 60, hourly: DAY_S, daily: 14 * DAY_S }),
    close: api.close,
  }
}

function read({ status, body }: Answer): unknown {
  if (status >= 200 && status < 300) return body
  if (status === 401)
    throw new SourceProblem(
      'refused',
      'Alby does not accept this token, or it has expired.',
      'Make a new one in Alby’s developer portal that may read invoices, and give it here.',
    )
  if (status === 403)
    throw new SourceProblem(
      'refused',
      'This token does not allow reading invoices.',
      'Make one in Alby’s developer portal with the scope invoices:read, and give it here.',
    )
  throw explainStatus({ wallet: 'Alby' }, status) ?? stranger()
}

function stranger(): SourceProblem {
  return new SourceProblem(
    'stranger',
    'What answers at this address is not Alby’s API.',
    'Leave the address as it is: https://api.getalby.com.',
  )
}
