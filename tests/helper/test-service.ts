import { createServer } from 'node:http'
import { createApp } from '#api/app.ts'
import { createTestContext, type TestContext } from '#tests/helper/test-context.ts'

export type TestService = { ctx: TestContext; url: string; close(): Promise<void> }

/** The service on a free port of this machine and a database of its own, for requests as they come over the network. */
export async function startTestService(
  options: Parameters<typeof createTestContext>[0] = {},
): Promise<TestService> {
  const ctx = await createTestContext(options)
  const server = createServer(createApp(ctx))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (!address || typeof address !== 'object') throw new Error('The service has no port')
  const close = async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
    await ctx.close()
  }
  return { ctx, url: `http://127.0.0.1:${address.port}`, close }
}
