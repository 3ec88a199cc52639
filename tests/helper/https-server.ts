import type { RequestListener } from 'node:http'
import { createServer } from 'node:https'
import { makeCertificate } from '#tests/helper/certificate.ts'

export type HttpsServer = { url: string; port: number; ca: string; close(): Promise<void> }

/** An https server on loopback, for names that a test resolves to it. */
export async function startHttpsServer(
  answer: RequestListener,
  names = ['localhost', 'meta.example', 'other.example'],
): Promise<HttpsServer> {
  const { cert, key } = makeCertificate({ names })
  const server = createServer({ cert, key }, answer)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (!address || typeof address !== 'object') throw new Error('The server has no port')
  return {
    url: `https://meta.example:${address.port}`,
    port: address.port,
    ca: cert,
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
