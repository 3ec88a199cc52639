import { readAmount } from '#api/intake/read-values.ts'
import { isObject } from '#api/lib/is-object.ts'
import { wordOf } from '#api/lib/word-of.ts'
import { SourceProblem } from '#api/source/kind/source-problem.ts'
import type { PhoenixdSettings } from '#api/source/phoenixd/settings.ts'
import { type Answer, type ApiSettings, connectApi } from '#api/source/wallet-api/connect.ts'
import { explainStatus } from '#api/source/wallet-api/explain-line-error.ts'
import { createRecent, type Recent } from '#api/source/wallet-api/recent.ts'

export type PhoenixdPage = { from: number; to?: number | null; offset: number; limit: number }

export type Phoenixd = {
  api: ApiSettings
  /** Its public key, and the chain that its money is of. @throws SourceProblem */
  getInfo(): Promise<{ node: string; chain: string }>
  /**
   * What was received between two times (epoch ms), newest first. What came on chain is counted by limit and offset, and left out: a
   * page may be short, or empty, before the end.
   * @throws SourceProblem
   */
  listIncoming(page: PhoenixdPage): Promise<Record<string, unknown>[]>
  /** What it holds, in msat; null where it does not say. @throws SourceProblem */
  getBalance(): Promise<number | null>
  /** Whether the password may do more than read. */
  maySpend(): Promise<boolean>
  recent: Recent
  close(): void
}

/** A phoenixd by its API. @param means what ends it, and how long one answer may take */
export function connectPhoenixd(
  { address, password, certificate }: PhoenixdSettings,
  means: { signal: AbortSignal; patienceMs: number },
): Phoenixd {
  const credentials = Buffer.from(`:${password}`).toString('base64')
  const settings = {
    address,
    wallet: 'phoenixd',
    certificate,
    headers: { Authorization: `Basic ${credentials}` },
  }
  const api = connectApi(settings, means)
  return {
    api: settings,
    getInfo: async () => {
      const answer = read(await api.ask('/getinfo'))
      if (!isObject(answer) || typeof answer.nodeId !== 'string') throw stranger()
      return { node: answer.nodeId, chain: wordOf(answer.chain) }
    },
    listIncoming: async ({ from, to = null, offset, limit }) => {
      const query = new URLSearchParams({
        from: String(from),
        ...(to === null ? {} : { to: String(to) }),
        offset: String(offset),
        limit: String(limit),
      })
      const answer = read(await api.ask(`/payments/incoming?${query}`))
      if (!Array.isArray(answer)) throw stranger()
      return answer.filter(isObject)
    },
    getBalance: async () => {
      const answer = await api.ask('/getbalance')
      const sats = isObject(answer.body) ? readAmount(answer.body.balanceSat) : null
      return answer.status >= 300 || sats === null ? null : sats * 1000
    },
    // Only the full password gets as far as being told that nothing was given to log in to: nothing is done, and nothing spent.
    maySpend: async () => (await api.ask('/lnurlauth', { method: 'POST' })).status === 400,
    recent: createRecent(),
    close: api.close,
  }
}

function read({ status, body }: Answer): unknown {
  if (status >= 200 && status < 300) return body
  if (status === 401 || status === 403)
    throw new SourceProblem(
      'refused',
      'phoenixd does not accept the password.',
      'Copy http-password-limited-access from phoenix.conf again: it stands in the folder .phoenix of whoever runs phoenixd.',
    )
  throw explainStatus({ wallet: 'phoenixd' }, status) ?? stranger()
}

function stranger(): SourceProblem {
  return new SourceProblem(
    'stranger',
    'What answers at this address is no phoenixd, or one that is too old.',
    'Check the port, 9740 as a rule. Update phoenixd: version 0.4 or later is needed.',
  )
}
