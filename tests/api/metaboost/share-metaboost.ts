import { afterAll, afterEach, beforeAll } from 'vitest'
import type { Context } from '#api/context.ts'
import { createBoostApp, startRegistry } from '#tests/helper/boost-app.ts'
import { listenTo } from '#tests/helper/listen-to.ts'
import { shareDatabase } from '#tests/helper/share-database.ts'
import type { TestContext, TestContextOptions } from '#tests/helper/test-context.ts'
import { createTestContext } from '#tests/helper/test-context.ts'

export const GUID = '0b6c1f0e-52f5-5a3e-9d0e-7e2b2f0f1a11'
export const ADDRESS = '/v1/standard/mbrss-v1/boost/harbour-lights/'

/** A kept show with a podcast guid, an app in a registry of this machine, and services that both can ask. */
export function shareMetaboost() {
  const makeContext = shareDatabase()
  const app = createBoostApp()
  const open = new Set<TestContext>()
  const closers: (() => Promise<void>)[] = []
  let registry: Awaited<ReturnType<typeof startRegistry>>
  beforeAll(async () => {
    registry = await startRegistry()
  })
  afterEach(async () => {
    for (const close of closers.splice(0)) await close()
  })
  afterAll(() => registry.close())

  const serve = async (ctx: TestContext) => {
    const server = await listenTo(ctx)
    open.add(ctx)
    closers.push(server.close, ctx.metaboost.posts.drain, ctx.close, async () => void open.delete(ctx))
    return { ctx, url: server.url, address: server.url + ADDRESS }
  }
  const env = () => ({ METABOOST_REGISTRY: registry.url })
  return {
    app,
    get registry() {
      return registry
    },
    /** A service on an emptied database, with the show in it. */
    start: async (options: TestContextOptions = {}) => {
      registry.records = { [app.id]: app.record() }
      registry.broken = false
      registry.asked.length = 0
      const ctx = await makeContext({ ...options, env: { ...env(), ...options.env } })
      await addShow(ctx)
      return await serve(ctx)
    },
    /** Until all that was posted anywhere is settled. */
    settled: async () => {
      for (const ctx of open) await ctx.metaboost.posts.drain()
    },
    /** Another process on the same database. */
    beside: async (ctx: TestContext, options: TestContextOptions = {}) =>
      await serve(await createTestContext({ ...options, env: env(), database: ctx.database })),
  }
}

/** A show, by default one that takes posts. */
export async function addShow(
  { db }: Pick<Context, 'db'>,
  over: {
    slug?: string
    status?: 'kept' | 'provisional' | 'set_aside'
    metaboost?: boolean
    guid?: string | null
  } = {},
): Promise<number> {
  const { slug = 'harbour-lights', status = 'kept', metaboost = true, guid = GUID } = over
  const { id } = await db
    .insertInto('shows')
    .values({ slug, title: 'Harbour Lights', status, metaboost })
    .returning('id')
    .executeTakeFirstOrThrow()
  if (guid !== null)
    await db.insertInto('show_names').values({ kind: 'guid', value: guid, show_id: id }).execute()
  return id
}
