import { createServer as createPlain, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createSecure } from 'node:https'
import type { AddressInfo } from 'node:net'
import { type WebSocket, WebSocketServer } from 'ws'
import type { Certificate } from '#tests/helper/certificate.ts'

export type Request = { method: string; url: URL; headers: IncomingMessage['headers']; body: string }
export type Reply = { status?: number; body?: unknown; text?: string; headers?: Record<string, string> }

export type JsonServer = {
  address: string
  /** Says something to everyone who listens at a path. */
  tell(path: string, message: unknown): void
  listeners(): number
  /** Cuts every connection, in the middle of whatever is under way. */
  cut(): void
  /** Refuses websockets, as a proxy that does not pass them on. */
  deafen(on: boolean): void
  close(): Promise<void>
}

/**
 * A wallet's API on loopback: what it answers to a request, and who may listen at its websocket.
 * @param mayListen the status with which one is refused; null lets it listen
 */
export async function startJsonServer(
  answer: (request: Request) => Reply | Promise<Reply>,
  {
    mayListen = () => null,
    certificate = null,
  }: { mayListen?: (request: Request) => number | null; certificate?: Certificate | null } = {},
): Promise<JsonServer> {
  const handle = async (incoming: IncomingMessage, response: ServerResponse) => {
    let body = ''
    for await (const chunk of incoming) body += chunk
    const reply = await answer({ ...requestOf(incoming), body })
    if (response.destroyed) return
    response.writeHead(reply.status ?? 200, {
      'Content-Type': reply.text === undefined ? 'application/json' : 'text/plain',
      ...reply.headers,
    })
    response.end(reply.text ?? JSON.stringify(reply.body))
  }
  const listener = (incoming: IncomingMessage, response: ServerResponse) =>
    void handle(incoming, response).catch(() => response.destroy())
  const server = certificate ? createSecure(certificate, listener) : createPlain(listener)
  const sockets = new WebSocketServer({ noServer: true })
  const paths = new Map<WebSocket, string>()
  let isDeaf = false
  server.on('upgrade', (incoming: IncomingMessage, socket, head) => {
    const request = requestOf(incoming)
    const refused = isDeaf ? 404 : mayListen(request)
    if (refused !== null) return socket.end(`HTTP/1.1 ${refused} No\r\nConnection: close\r\n\r\n`)
    sockets.handleUpgrade(incoming, socket, head, (listening) => {
      paths.set(listening, request.url.pathname)
      listening.on('close', () => paths.delete(listening))
      listening.on('error', () => {})
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const cut = () => {
    server.closeAllConnections()
    for (const socket of sockets.clients) socket.terminate()
  }
  return {
    address: `${certificate ? 'https' : 'http'}://127.0.0.1:${(server.address() as AddressInfo).port}`,
    tell: (path, message) => {
      for (const [socket, at] of paths) if (at === path) socket.send(JSON.stringify(message))
    },
    listeners: () => paths.size,
    cut,
    deafen: (on) => {
      isDeaf = on
    },
    close: async () => {
      cut()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function requestOf({ method = 'GET', url = '/', headers }: IncomingMessage): Request {
  return { method, url: new URL(url, 'http://wallet'), headers, body: '' }
}
