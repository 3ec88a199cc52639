import request from 'supertest'
import { afterAll, beforeAll, beforeEach } from 'vitest'
import type { z } from 'zod'
import { createApp } from '#api/app.ts'
import { newGoalSchema } from '#api/contract/goal.ts'
import type { PublicSettingsPatch } from '#api/contract/public.ts'
import { makeGoal } from '#api/goal/goals.ts'
import { keep } from '#api/http/kept.ts'
import { parseReport } from '#api/intake/parse-report.ts'
import { changePublicSettings } from '#api/public/settings/change-settings.ts'
import { shareDatabase } from '#tests/helper/share-database.ts'
import type { TestContext } from '#tests/helper/test-context.ts'

/** Keeps nothing of what it makes. */
export const uncached: TestContext['pages'] = {
  async get(_key, make) {
    const { type, text } = await make()
    return keep(type, text)
  },
}

export function boost(over: Record<string, unknown>) {
  return { action: 'boost', podcast: 'Kill Show', episode: 'One', app_name: 'Fountain', ...over }
}

/** A public show with boosts that were read on air, were not, are hidden, of nobody, and by card; its settings are the same before each test. */
export function shareKillShow() {
  const makeContext = shareDatabase()
  let ctx: TestContext
  let showId: number
  let app: ReturnType<typeof createApp>

  beforeAll(async () => {
    ctx = await makeContext()
    app = createApp(ctx)
    await record(
      { id: '1', amount_msat: 1_337_000, boostagram: boost({ sender_name: 'ann', message: 'read aloud' }) },
      { id: '2', amount_msat: 2_222_000, boostagram: boost({ sender_name: 'ben', message: 'not read yet' }) },
      { id: '3', amount_msat: 99_000, boostagram: boost({ sender_name: 'hid', message: 'a hidden word' }) },
      {
        id: '4',
        amount_msat: 50_000,
        boostagram: boost({ sender_name: 'anonymous', message: 'from nobody' }),
      },
      { id: '5', amount_msat: 7_000, boostagram: boost({ action: 'stream', sender_name: 'ann' }) },
      {
        id: '6',
        fiat: { amount_minor: 12_345, currency: 'USD' },
        boostagram: boost({ sender_name: 'cardy', message: 'by card' }),
      },
    )
    const show = await ctx.db
      .updateTable('shows')
      .set({ status: 'kept', is_public: true })
      .returning('id')
      .executeTakeFirstOrThrow()
    showId = show.id
    await ctx.db.updateTable('episodes').set({ provisional: false, published_at: new Date() }).execute()
    await ctx.db
      .updateTable('boosts')
      .set({ read_at: new Date() })
      .where('message', 'in', ['read aloud', 'a hidden word', 'from nobody', 'by card'])
      .execute()
    const hid = await ctx.db
      .selectFrom('supporters')
      .select('id')
      .where('name', '=', 'hid')
      .executeTakeFirstOrThrow()
    await ctx.db
      .insertInto('show_supporters')
      .values({ show_id: showId, supporter_id: hid.id, hidden: true })
      .execute()
  })
  afterAll(() => ctx.close())

  beforeEach(() =>
    settings({
      messages: 'after_read',
      amounts: 'exact',
      names: true,
      fiat: false,
      supporter_pages: false,
      description: null,
      listed: true,
      splits: true,
    }),
  )

  async function record(...inputs: Record<string, unknown>[]) {
    const reports = inputs.map((input) => {
      const parsed = parseReport(
        { source: 'node', settled_at: new Date().toISOString(), ...input },
        ctx.now(),
      )
      if ('error' in parsed) throw new Error(parsed.error)
      return parsed.report
    })
    await ctx.intake.record({ source: 'node', kind: 'test', exactness: 3 }, reports)
  }

  async function setGoal(goal: z.input<typeof newGoalSchema>) {
    await makeGoal(
      ctx.db,
      { id: showId, time_zone: 'UTC', demo: false },
      newGoalSchema.parse(goal),
      ctx.now(),
    )
  }

  async function settings(patch: PublicSettingsPatch) {
    await changePublicSettings(ctx.db, showId, patch)
  }

  /** An app of its own has nothing kept. */
  async function page(path: string, headers: Record<string, string> = {}) {
    const fresh = { ...ctx, pages: uncached }
    return request(createApp(fresh))
      .get(path)
      .set({ 'Accept-Encoding': 'identity', ...headers })
  }

  return {
    /** There once tests run, as `app` and `id` are. */
    get ctx() {
      return ctx
    },
    get app() {
      return app
    },
    get id() {
      return showId
    },
    record,
    setGoal,
    settings,
    page,
  }
}
