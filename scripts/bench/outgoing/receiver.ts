import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { z } from 'zod'

const SLOW_MS = 1_000
const saidSchema = z.object({ id: z.string(), boost: z.object({ message: z.string().nullable() }) })

/** What listens to webhooks: at `/hears` it takes all, at `/fails` it refuses after a while. */
export type Receiver = {
  address: string
  /** Of what it took, in the order in which it came. */
  ids: string[]
  /** When it hears these words, by this process's clock. */
  heard(words: string): Promise<number>
  /** Waits for so many. @throws Error where they do not come */
  count(many: number, withinMs: number): Promise<void>
  until(holds: () => boolean, withinMs: number): Promise<void>
  close(): Promise<void>
}

export async function startReceiver(): Promise<Receiver> {
  const ids: string[] = []
  const waiting = new Map<string, PromiseWithResolvers<number>>()
  const waitFor = (words: string) => {
    const known = waiting.get(words) ?? Promise.withResolvers<number>()
    waiting.set(words, known)
    return known
  }
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    if (request.url === '/fails') return setTimeout(() => response.writeHead(500).end('not now'), SLOW_MS)
    const { id, boost } = saidSchema.parse(JSON.parse(body))
    ids.push(id)
    waitFor(boost.message ?? '').resolve(performance.now())
    response.writeHead(204).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const until = async (holds: () => boolean, withinMs: number) => {
    const end = performance.now() + withinMs
    while (!holds()) {
      if (performance.now() > end) throw new Error(`Only ${ids.length} were told in time.`)
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    ids,
    heard: (words) => waitFor(words).promise,
    count: (many, withinMs) => until(() => ids.length >= many, withinMs),
    until,
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
