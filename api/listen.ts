import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { Config } from '#api/config.ts'
import { withTimeout } from '#api/lib/async.ts'
import { hasCode, PlainError } from '#api/lib/errors.ts'
import { reachableHost } from '#api/lib/reachable-host.ts'

/** A connection on which nothing moves for so long is closed. */
const SILENCE_MS = 5 * 60_000

/**
 * Serves the application on HOST and PORT.
 * @returns the server and the address at which people on this machine open it
 * @throws PlainError where the port cannot be had
 */
export async function listen(
  app: RequestListener,
  { host, port }: Pick<Config, 'host' | 'port'>,
): Promise<{ server: Server; url: string }> {
  // A body of NDJSON may go on for as long as it moves.
  const server = createServer({ requestTimeout: 0, headersTimeout: 60_000, keepAliveTimeout: 65_000 }, app)
  server.setTimeout(SILENCE_MS)
  try {
    server.listen(port, host)
    await once(server, 'listening')
  } catch (cause) {
    throw new PlainError(explain(cause, host, port), { cause })
  }
  const address = server.address()
  const actual = address && typeof address === 'object' ? address.port : port
  return { server, url: `http://${reachableHost(host)}:${actual}` }
}

/** Takes no more connections, and waits for the requests under way; those that take too long are cut off. */
export async function finishRequests(
  server: Server,
  milliseconds: number,
  force: AbortSignal,
): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  const sweep = setInterval(() => server.closeIdleConnections(), 50)
  try {
    await withTimeout(closed, milliseconds, force)
  } finally {
    clearInterval(sweep)
    server.closeAllConnections()
  }
}

function explain(error: unknown, host: string, port: number): string {
  if (hasCode(error, 'EADDRINUSE'))
    return `Port ${port} on ${host} is in use. Stop the program that has it, or set PORT.`
  if (hasCode(error, 'EACCES'))
    return `Port ${port} needs rights that Readout does not have. Set PORT to 1024 or more.`
  if (hasCode(error, 'EADDRNOTAVAIL', 'ENOTFOUND', 'EAI_AGAIN'))
    return `HOST must be an address of this machine, and ${host} is none.`
  return `Port ${port} on ${host} cannot be had: ${error instanceof Error ? error.message : error}`
}
