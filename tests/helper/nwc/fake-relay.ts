import common from '@nostr-relay/common'
import core from '@nostr-relay/core'
import validation from '@nostr-relay/validator'
import { type WebSocket, WebSocketServer } from 'ws'

export type Event = Parameters<InstanceType<typeof core.NostrRelay>['broadcast']>[0]
export type Filter = Parameters<InstanceType<typeof common.EventRepository>['find']>[0]

/** Keeps the newest of each author and kind: all that a relay of Nostr Wallet Connect has to keep. */
class MemoryEvents extends common.EventRepository {
  private readonly events = new Map<string, Event>()

  isSearchSupported() {
    return false
  }

  upsert(event: Event) {
    this.events.set(`${event.pubkey} ${event.kind}`, event)
    return { isDuplicate: false }
  }

  find({ kinds, authors }: Filter) {
    return [...this.events.values()].filter(
      (event) => (!kinds || kinds.includes(event.kind)) && (!authors || authors.includes(event.pubkey)),
    )
  }

  async destroy() {}
}

export type FakeRelay = {
  url: string
  /** Cuts every connection but those that were there when it was told to keep them. */
  cut(): void
  keep(): void
  /** Takes everything and passes nothing on, without ending a connection. */
  silence(on: boolean): void
  connections(): number
  /** Takes an event and tells who listens. */
  publish(event: Event): Promise<void>
  close(): Promise<void>
}

/**
 * A real relay on loopback, whose wire can be cut and which can go silent.
 * @param events what it keeps
 * @param port the one that it had before, where it comes back
 */
export async function startFakeRelay(
  events: InstanceType<typeof common.EventRepository> = new MemoryEvents(),
  port = 0,
): Promise<FakeRelay> {
  const relay = new core.NostrRelay(events, {
    logger: new common.ConsoleLoggerService(),
    // What came just now is to be found.
    filterResultCacheTtl: 0,
  })
  const validator = new validation.Validator()
  const server = new WebSocketServer({ port, host: '127.0.0.1' })
  const kept = new WeakSet<WebSocket>()
  let silent = false
  server.on('connection', (socket: WebSocket) => {
    const send = socket.send.bind(socket)
    // The relay writes by `send`: a silent one loses it there.
    socket.send = ((data: string) => {
      if (!silent) send(data)
    }) as typeof socket.send
    relay.handleConnection(socket)
    socket.on('message', async (data) => {
      if (silent) return
      try {
        await relay.handleMessage(socket, await validator.validateIncomingMessage(data))
      } catch (error) {
        if (error instanceof Error)
          socket.send(JSON.stringify(common.createOutgoingNoticeMessage(error.message)))
      }
    })
    socket.on('close', () => relay.handleDisconnect(socket))
    socket.on('error', () => {})
  })
  await new Promise((resolve) => server.once('listening', resolve))
  const address = server.address()
  if (!address || typeof address !== 'object') throw new Error('The relay has no port')
  return {
    url: `ws://127.0.0.1:${address.port}`,
    cut: () => {
      for (const socket of server.clients) if (!kept.has(socket)) socket.terminate()
    },
    keep: () => {
      for (const socket of server.clients) kept.add(socket)
    },
    silence: (on) => {
      silent = on
    },
    connections: () => server.clients.size,
    publish: async (event) => {
      await events.upsert(event)
      await relay.broadcast(event)
    },
    close: async () => {
      for (const socket of server.clients) socket.terminate()
      await new Promise((resolve) => server.close(resolve))
      await relay.destroy()
    },
  }
}
