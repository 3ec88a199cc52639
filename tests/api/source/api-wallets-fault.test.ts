import { expect, it, onTestFinished } from 'vitest'
import { startSources } from '#api/source/run/start-sources.ts'
import { API_KINDS, API_WALLETS } from '#tests/helper/api-wallets.ts'
import { FAULTS, runFaults } from '#tests/helper/fault-run.ts'
import { addTestSource } from '#tests/helper/follow.ts'
import { paymentsOf } from '#tests/helper/payments-of.ts'
import { createTestContext } from '#tests/helper/test-context.ts'
import { until } from '#tests/helper/until.ts'

it.each(API_KINDS)(
  'records every payment of %s once whatever is cut and killed meanwhile',
  async (kind) => {
    const ctx = await createTestContext()
    const wallet = await API_WALLETS[kind]()
    onTestFinished(async () => {
      await wallet.close()
      await ctx.close()
    })
    wallet.past(60)
    await addTestSource(ctx, kind, wallet.settings)
    await runFaults(ctx, {
      settle: () => wallet.settle({ silently: Math.random() < 0.5 }),
      cut: wallet.server.cut,
    })
    const sources = startSources(ctx)
    onTestFinished(() => sources.stop())
    const isThere = async () => (await paymentsOf(ctx)).length >= wallet.settled().length
    await until('all are recorded', isThere, 45_000)
    expect((await paymentsOf(ctx)).map(({ hash }) => hash).sort()).toEqual(wallet.settled())
  },
  60_000 + FAULTS * 1_000,
)
