import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import request from 'supertest'
import { afterAll, beforeAll, expect, inject } from 'vitest'
import { createApp } from '#api/app.ts'
import { type Credential, keyCredential } from '#tests/helper/credential.ts'
import { createTestContext, type TestContext } from '#tests/helper/test-context.ts'

/** Books for a whole test file, and a folder for what other programs read of their exports. */
export function shareBooks() {
  let ctx: TestContext
  let key: Credential
  let folder: string
  beforeAll(async () => {
    ctx = await createTestContext()
    key = await keyCredential(ctx, ['export'])
    folder = await mkdtemp(join(inject('runFolder'), 'books-'))
  })
  afterAll(async () => {
    await rm(folder, { recursive: true, force: true })
    await ctx.close()
  })
  return {
    get ctx() {
      return ctx
    },
    /** A file in the folder. */
    file: (name: string) => join(folder, name),
    /** What `/exports` answers. */
    async export(path: string): Promise<string> {
      const { text, status } = await request(createApp(ctx)).get(`/api/v1/exports/${path}`).set(key)
      expect(status, text).toBe(200)
      return text
    },
  }
}
