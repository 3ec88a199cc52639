import { afterAll, beforeAll, expect } from 'vitest'
import { askAs } from '#tests/helper/ask.ts'
import { makeReport } from '#tests/helper/record-payments.ts'
import { createTestContext, type TestContext } from '#tests/helper/test-context.ts'

/** A service whose totals are asked for, with a new show for each test. */
export function openTotals() {
  let ctx: TestContext
  let ask: Awaited<ReturnType<typeof askAs>>
  let shows = 0
  beforeAll(async () => {
    ctx = await createTestContext()
    ask = await askAs(ctx, ['read'])
  })
  afterAll(() => ctx.close())

  return {
    get db() {
      return ctx.db
    },
    ask: (path: string) => ask.get(path),

    /** A show's own title, so that tests do not meet. */
    newShow(): { podcast: string; path: string } {
      shows++
      return { podcast: `Show ${shows}`, path: `/shows/show-${shows}/totals` }
    },

    async get(path: string) {
      const answer = await ask.get(path)
      expect({
        path,
        status: answer.status,
        body: answer.status === 200 ? null : answer.body,
      }).toMatchObject({ status: 200 })
      return answer.body
    },
  }
}

/** A payment of some sats for a show. */
export function sats(
  podcast: string,
  amount: number,
  boostagram: Record<string, unknown> = {},
  over: Record<string, unknown> = {},
) {
  return makeReport({ amount_msat: amount * 1000, ...over, boostagram: { podcast, ...boostagram } })
}
