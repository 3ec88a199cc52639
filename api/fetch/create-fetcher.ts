import { lookup as systemLookup } from 'node:dns'
import { Agent, type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http'
import { request as requestSecurely, Agent as SecureAgent } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { FetchProblem } from '#api/fetch/fetch-problem.ts'
import { guardLookup, notPublic } from '#api/fetch/guard-lookup.ts'
import { isOwnAddress, isPublicAddress } from '#api/fetch/public-address.ts'
import { readBody } from '#api/fetch/read-body.ts'

const MAX_HEADER_BYTES = 256 * 1024
const MAX_REDIRECTS = 3
const KEPT_MS = 10_000

export type FetchOptions = {
  method?: 'HEAD' | 'GET' | 'POST' | 'PUT'
  headers?: Record<string, string>
  /** What is sent; it is never sent on where a redirect leads. */
  sends?: string
  /** The owner named this host as one of their own network: it may be there, and without https. */
  ownNetwork?: boolean
  /** In bytes, unpacked. */
  maxBody: number
  /** What is beyond that is left unread, for whom the beginning is enough; else it is a problem. */
  cutsBody?: boolean
  /** For all of it: names, redirects, headers and body. */
  timeoutMs: number
  signal?: AbortSignal
  /** At most; 3 if not said. */
  redirects?: number
  /** Asks for http addresses over https, where others still lead to them. */
  secured?: boolean
  /** For what is sent often to the same host: the connection is kept for the next time, for a moment. */
  keepsConnection?: boolean
  /** Whether the body is wanted, by the headers; else it is left unread. */
  wantsBody?: (answer: { status: number; headers: IncomingHttpHeaders }) => boolean
}

export type Fetched = {
  status: number
  headers: IncomingHttpHeaders
  body: Buffer
  /** The last of the redirects. */
  url: string
  /** The address that a permanent redirect (301, 308) leads to, where all on the way were. */
  movedTo: string | null
}

/** Fetches an address that a stranger chose. @throws FetchProblem */
export type Fetcher = (url: string, options: FetchOptions) => Promise<Fetched>

/**
 * Makes the fetcher for addresses that strangers choose: https only, public addresses only (looked at when connecting, after
 * the name was resolved, for every redirect, and again where a connection was kept), no credentials, nothing else kept between two fetches.
 * What an owner says is in their own network may be there.
 * @param mayConnect the rule of addresses; another than the real one is for tests alone
 */
export function createFetcher({
  mayConnect = isPublicAddress,
  lookup = systemLookup as LookupFunction,
  ca,
}: {
  mayConnect?: (address: string) => boolean
  lookup?: LookupFunction
  ca?: string
} = {}): Fetcher {
  const kept = {
    'http:': new Agent({ keepAlive: true, timeout: KEPT_MS }),
    'https:': new SecureAgent({ keepAlive: true, timeout: KEPT_MS }),
  }
  return async (start, options) => {
    const allowed = options.ownNetwork
      ? (address: string) => mayConnect(address) || isOwnAddress(address)
      : mayConnect
    const guarded = guardLookup(lookup, allowed)
    const signal = AbortSignal.any([
      AbortSignal.timeout(options.timeoutMs),
      ...(options.signal ? [options.signal] : []),
    ])
    const check = (address: string) =>
      checkUrl(options.secured ? secure(address) : address, allowed, options.ownNetwork === true)
    const most = options.sends === undefined ? (options.redirects ?? MAX_REDIRECTS) : 0
    let url = check(start)
    let movedTo: string | null = start
    for (let redirects = 0; ; redirects++) {
      const protocol = url.protocol === 'https:' ? 'https:' : 'http:'
      const connection = { signal, lookup: guarded, mayConnect: allowed, ...(ca ? { ca } : {}) }
      const response = await askAgain(url, options, {
        ...connection,
        ...(options.keepsConnection ? { agent: kept[protocol] } : {}),
      })
      const status = response.statusCode ?? 0
      const { location } = response.headers
      if (![301, 302, 303, 307, 308].includes(status) || location === undefined) {
        const body = await takeBody(response, status, options, signal)
        return {
          status,
          headers: response.headers,
          body,
          url: url.href,
          movedTo: movedTo === start ? null : movedTo,
        }
      }
      response.destroy()
      if (redirects === most)
        throw new FetchProblem(
          'redirects',
          most === 0 ? 'It redirects to another address.' : `It redirects more than ${most} times.`,
        )
      url = check(resolveUrl(location, url))
      movedTo = movedTo !== null && (status === 301 || status === 308) ? url.href : null
    }
  }
}

type Connection = {
  signal: AbortSignal
  lookup: LookupFunction
  mayConnect: (address: string) => boolean
  ca?: string
  /** With connections of before; else one is made for this alone. */
  agent?: Agent | SecureAgent
}

/** A kept connection that the other side closes in that moment says nothing of it: then by a new one. */
async function askAgain(url: URL, options: FetchOptions, connection: Connection) {
  try {
    return await ask(url, options, connection)
  } catch (error) {
    if (!(error instanceof StaleConnection)) throw error
    const { agent: _, ...anew } = connection
    return await ask(url, options, anew)
  }
}

class StaleConnection extends Error {
  override name = 'StaleConnection' as const
}

function ask(url: URL, { method = 'GET', headers = {}, sends }: FetchOptions, connection: Connection) {
  const { signal, lookup, mayConnect, ca, agent } = connection
  const isSecure = url.protocol === 'https:'
  return new Promise<IncomingMessage>((resolve, reject) => {
    const outgoing = (isSecure ? requestSecurely : request)(url, {
      method,
      headers: { 'User-Agent': 'Readout', 'Accept-Encoding': 'gzip, br', ...headers },
      agent: agent ?? (isSecure ? new SecureAgent({ keepAlive: false }) : new Agent({ keepAlive: false })),
      maxHeaderSize: MAX_HEADER_BYTES,
      lookup,
      signal,
      ...(ca ? { ca } : {}),
    })
    outgoing.on('socket', (socket) => {
      // Once more where it counts, before anything is sent.
      const look = () => void (mayConnect(socket.remoteAddress ?? '') || outgoing.destroy(notPublic()))
      if (outgoing.reusedSocket) look()
      else socket.once('connect', look)
    })
    outgoing.on('error', (error) =>
      reject(isStale(outgoing.reusedSocket, error) ? new StaleConnection() : explain(error, signal)),
    )
    outgoing.on('response', resolve)
    outgoing.end(sends)
  })
}

function isStale(isReused: boolean, error: Error): boolean {
  return isReused && 'code' in error && (error.code === 'ECONNRESET' || error.code === 'EPIPE')
}

async function takeBody(
  response: IncomingMessage,
  status: number,
  { method, maxBody, cutsBody = false, wantsBody }: FetchOptions,
  signal: AbortSignal,
): Promise<Buffer> {
  const { headers } = response
  if (method === 'HEAD' || (wantsBody && !wantsBody({ status, headers }))) {
    response.destroy()
    return Buffer.alloc(0)
  }
  try {
    return await readBody(response, maxBody, cutsBody)
  } catch (error) {
    throw explain(error, signal)
  }
}

/**
 * Nothing but https, and no credentials; a host that is an address is looked at here, for no name is resolved.
 * @param ownNetwork whether http does, too
 */
function checkUrl(text: string, mayConnect: (address: string) => boolean, ownNetwork = false): URL {
  if (!URL.canParse(text)) throw new FetchProblem('address', 'It is no address.')
  const url = new URL(text)
  if (url.protocol !== 'https:' && !(ownNetwork && url.protocol === 'http:'))
    throw new FetchProblem('address', 'It is not an https address.')
  if (url.username || url.password) throw new FetchProblem('address', 'It has a name or password in it.')
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (isIP(host) && !mayConnect(host)) throw notPublic()
  return url
}

function secure(address: string): string {
  return address.replace(/^http:\/\/([^/?#]*?)(?::80)?(?=[/?#]|$)/i, 'https://$1')
}

function resolveUrl(location: string, from: URL): string {
  return URL.canParse(location, from) ? new URL(location, from).href : ''
}

function explain(error: unknown, signal: AbortSignal): FetchProblem {
  if (error instanceof FetchProblem) return error
  if (signal.aborted) return new FetchProblem('late', 'It did not answer in time.', { cause: error })
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'HPE_HEADER_OVERFLOW')
    return new FetchProblem('size', 'The head of what it answers is larger than 256 KiB.', { cause: error })
  return new FetchProblem('network', 'It cannot be reached, or does not answer as it should.', {
    cause: error,
  })
}
