import { listenTo } from '#tests/helper/listen-to.ts'
import { createTestContext, type TestContext } from '#tests/helper/test-context.ts'

export type TestService = { ctx: TestContext; url: string; close(): Promise<void> }

/** The service on a free port of this machine and a database of its own, for requests as they come over the network. */
export async function startTestService(
  options: Parameters<typeof createTestContext>[0] = {},
): Promise<TestService> {
  const ctx = await createTestContext(options)
  const server = await listenTo(ctx)
  const close = async () => {
    await server.close()
    await ctx.close()
  }
  return { ctx, url: server.url, close }
}
