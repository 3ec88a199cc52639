import { type IncomingMessage, Agent as PlainAgent, request as requestPlain } from 'node:http'
import { request as requestSecure, Agent as SecureAgent } from 'node:https'
import type { PeerCertificate } from 'node:tls'
import { checkServerIdentity } from 'node:tls'
import { parseExactly } from '#api/lib/parse-exactly.ts'
import { explainLineError, notJson, redirected, tooMuch } from '#api/source/wallet-api/explain-line-error.ts'

/** A page of a few hundred payments has a few MiB. */
const MOST_BYTES = 64 * 1024 * 1024

export type ApiSettings = {
  /** Of the wallet's API, without a slash at its end. */
  address: string
  /** What it is called in sentences. */
  wallet: string
  /** Its own, as PEM; it is then the only one that is trusted. */
  certificate?: string | null
  /** Names that the wallet's own certificate has wherever it runs. */
  ownNames?: readonly string[]
  headers: Record<string, string>
}

export type Question = {
  method?: 'GET' | 'POST' | 'DELETE'
  /** Sent as JSON. */
  body?: unknown
  /** Beside the usual patience, where the wallet waits by itself. */
  waitMs?: number
}
/** What a wallet answered: its status, and its body read as JSON; undefined where there is none. */
export type Answer = { status: number; body: unknown }

export type WalletApi = {
  /** @throws SourceProblem where nothing comes, or what comes is no JSON */
  ask(path: string, question?: Question): Promise<Answer>
  close(): void
}

/**
 * Talks with a wallet's API over HTTP, as JSON. The person who runs Readout chose the address: it may be a private one.
 * @param means what ends it, and how long one answer may take
 */
export function connectApi(
  settings: ApiSettings,
  { signal, patienceMs }: { signal: AbortSignal; patienceMs: number },
): WalletApi {
  const isSecure = settings.address.startsWith('https:')
  const agent = isSecure
    ? new SecureAgent({ keepAlive: true, ...tlsOptions(settings) })
    : new PlainAgent({ keepAlive: true })
  return {
    ask: async (path, { method = 'GET', body, waitMs = 0 } = {}) => {
      const late = new AbortController()
      const timer = setTimeout(() => late.abort(), patienceMs + waitMs)
      try {
        const outgoing = (isSecure ? requestSecure : requestPlain)(settings.address + path, {
          method,
          agent,
          signal: AbortSignal.any([signal, late.signal]),
          headers: {
            Accept: 'application/json',
            'User-Agent': 'Readout',
            ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
            ...settings.headers,
          },
        })
        const response = await new Promise<IncomingMessage>((resolve, reject) => {
          outgoing.on('response', resolve)
          outgoing.on('error', reject)
          outgoing.end(body === undefined ? undefined : JSON.stringify(body))
        })
        return await readAnswer(settings, response)
      } catch (error) {
        throw explainLineError(settings, error, late.signal.aborted)
      } finally {
        clearTimeout(timer)
      }
    },
    close: () => agent.destroy(),
  }
}

/** How a wallet's certificate is verified: against the one given, and that alone, where there is one. */
export function tlsOptions({ certificate, ownNames = [] }: Pick<ApiSettings, 'certificate' | 'ownNames'>) {
  if (!certificate) return {}
  return {
    ca: certificate,
    checkServerIdentity: (host: string, peer: PeerCertificate) => {
      const problem = checkServerIdentity(host, peer)
      return problem && ownNames.some((name) => checkServerIdentity(name, peer) === undefined)
        ? undefined
        : problem
    },
  }
}

async function readAnswer(settings: ApiSettings, response: IncomingMessage): Promise<Answer> {
  const status = response.statusCode ?? 0
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of response) {
    size += chunk.length
    if (size > MOST_BYTES) throw tooMuch(settings)
    chunks.push(chunk)
  }
  if (status >= 300 && status < 400) throw redirected()
  const text = Buffer.concat(chunks, size).toString('utf8')
  try {
    return { status, body: text === '' ? undefined : parseExactly(text) }
  } catch (error) {
    // phoenixd and proxies say what is wrong as plain text.
    if (status >= 400) return { status, body: text.slice(0, 500) }
    throw notJson(settings, error)
  }
}
