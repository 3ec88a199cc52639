import { createServer, type IncomingMessage } from 'node:http'

export type PriceServer = {
  url: string
  /** What was asked, with its query. */
  asked: URL[]
  close(): Promise<void>
}

/** A price API on this machine. @param answer JSON by address, or a status */
export async function startPriceServer(
  answer: (url: URL, req: IncomingMessage) => unknown,
): Promise<PriceServer> {
  const asked: URL[] = []
  const server = createServer((req, res) => {
    const url = new URL(req.url ?? '/', 'http://prices')
    asked.push(url)
    const given = answer(url, req)
    if (typeof given === 'number') return void res.writeHead(given).end('no')
    res.writeHead(200, { 'Content-Type': 'application/json' })
    res.end(typeof given === 'string' ? given : JSON.stringify(given))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (!address || typeof address !== 'object') throw new Error('The price server has no port')
  return {
    url: `http://127.0.0.1:${address.port}`,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}
