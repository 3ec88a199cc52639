import request from 'supertest'
import { afterAll, beforeAll } from 'vitest'
import { createApp } from '#api/app.ts'
import { keyCredential } from '#tests/helper/credential.ts'
import { createTestContext, type TestContext, type TestContextOptions } from '#tests/helper/test-context.ts'

type Method = 'get' | 'post' | 'patch' | 'put' | 'delete'

export type SharedService = {
  readonly ctx: TestContext
  /** A request under `/api/v1`, by an owner's key, and its answer. */
  ask(method: Method, path: string, body?: object): Promise<request.Response>
}

/** The service on one database for a whole test file, asked by a key that may do everything. */
export function shareService(options: TestContextOptions = {}): SharedService {
  let ctx: TestContext
  let app: ReturnType<typeof createApp>
  let credential: { Authorization: string }
  beforeAll(async () => {
    ctx = await createTestContext(options)
    app = createApp(ctx)
    credential = await keyCredential(ctx, ['admin'])
  })
  afterAll(() => ctx.close())
  return {
    get ctx() {
      return ctx
    },
    ask: async (method, path, body) => {
      const asked = request(app)[method](`/api/v1${path}`).set(credential)
      return body === undefined ? await asked : await asked.send(body)
    },
  }
}
