import { createServer } from 'node:http'
import { createApp } from '#api/app.ts'
import type { Context } from '#api/context.ts'

/** Serves a context on a free port of this machine. */
export async function listenTo(ctx: Context): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer(createApp(ctx))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (!address || typeof address !== 'object') throw new Error('The service has no port')
  const close = async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
  return { url: `http://127.0.0.1:${address.port}`, close }
}
