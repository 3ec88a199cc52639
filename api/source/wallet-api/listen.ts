import WebSocket from 'ws'
import { SourceProblem } from '#api/source/kind/source-problem.ts'
import { type ApiSettings, tlsOptions } from '#api/source/wallet-api/connect.ts'
import { explainLineError, explainStatus } from '#api/source/wallet-api/explain-line-error.ts'

/** How often a quiet line is asked whether it is still there. */
const PING_MS = 15_000

export type Line = {
  /** Resolves once the line is open, rejects where it cannot be opened. */
  opened: Promise<void>
  /** Rejects when the line is no more. */
  lost: Promise<never>
  close(): void
}

/**
 * Listens at a wallet's websocket.
 * @param told called with each message, which may come in any number, twice, or not at all: it says that there is something to ask for
 */
export function listenTo(settings: ApiSettings, path: string, told: (message: string) => void): Line {
  const { wallet, address, headers } = settings
  const opened = Promise.withResolvers<void>()
  const lost = Promise.withResolvers<never>()
  // Whoever waits for them may have ended before.
  for (const { promise } of [opened, lost]) promise.catch(() => {})
  const socket = new WebSocket(address.replace(/^http/, 'ws') + path, {
    headers,
    handshakeTimeout: 15_000,
    maxPayload: 4 * 1024 * 1024,
    ...tlsOptions(settings),
  })
  let isAnswering = true
  const pings = setInterval(() => {
    if (socket.readyState !== WebSocket.OPEN) return
    if (!isAnswering) return socket.terminate()
    isAnswering = false
    socket.ping()
  }, PING_MS)
  const fail = (problem: unknown) => {
    clearInterval(pings)
    opened.reject(problem)
    lost.reject(problem)
  }
  socket.on('open', opened.resolve)
  socket.on('pong', () => {
    isAnswering = true
  })
  socket.on('message', (data) => {
    isAnswering = true
    told(String(data))
  })
  socket.on('unexpected-response', (outgoing, { statusCode = 0 }) => {
    outgoing.destroy()
    fail(
      explainStatus(settings, statusCode) ??
        new SourceProblem(
          statusCode === 401 || statusCode === 403 ? 'refused' : 'stranger',
          `${wallet} does not let Readout listen (${statusCode}).`,
          'A proxy in between must pass websockets on.',
        ),
    )
  })
  socket.on('error', (error) => fail(explainLineError(settings, error, /timed out/.test(error.message))))
  socket.on('close', () =>
    fail(
      new SourceProblem(
        'unreachable',
        `The connection to ${wallet} was lost.`,
        'Readout connects again by itself, and asks for what came meanwhile.',
      ),
    ),
  )
  return {
    opened: opened.promise,
    lost: lost.promise,
    close: () => {
      clearInterval(pings)
      socket.removeAllListeners('message')
      socket.terminate()
    },
  }
}
