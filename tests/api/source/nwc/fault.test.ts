import { expect, it, onTestFinished, vi } from 'vitest'
import { startSources } from '#api/source/run/start-sources.ts'
import { FAULTS, runFaults } from '#tests/helper/fault-run.ts'
import { addTestSource } from '#tests/helper/follow.ts'
import { makeTransaction, startFakeNwcWallet } from '#tests/helper/nwc/fake-wallet.ts'
import { paymentsOf } from '#tests/helper/payments-of.ts'
import { createTestContext } from '#tests/helper/test-context.ts'
import { until } from '#tests/helper/until.ts'

it(
  'records every settled payment once whatever is cut and killed meanwhile',
  async () => {
    // The SDK says on the console what it also throws.
    vi.spyOn(console, 'error').mockImplementation(() => {})
    const ctx = await createTestContext()
    const wallet = await startFakeNwcWallet()
    onTestFinished(async () => {
      await wallet.close()
      await ctx.close()
    })
    for (let index = 1; index <= 60; index++) wallet.transactions.push(makeTransaction(index))
    await addTestSource(ctx, 'nwc', { connection: wallet.connection })
    let made = 60
    const told: Promise<void>[] = []
    await runFaults(ctx, {
      settle: () => {
        made += 1
        told.push(wallet.settle(makeTransaction(made), { silently: Math.random() < 0.5 }))
      },
      cut: wallet.relay.cut,
    })
    await Promise.all(told)
    const sources = startSources(ctx)
    onTestFinished(() => sources.stop())
    await until('all are recorded', async () => (await paymentsOf(ctx)).length >= made)
    expect((await paymentsOf(ctx)).map(({ hash }) => hash)).toEqual(
      wallet.transactions.map(({ payment_hash }) => payment_hash).sort(),
    )
  },
  60_000 + FAULTS * 1_000,
)
