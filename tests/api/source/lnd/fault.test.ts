import { expect, it, onTestFinished } from 'vitest'
import { startSources } from '#api/source/run/start-sources.ts'
import { runFaults } from '#tests/helper/fault-run.ts'
import { addTestSource } from '#tests/helper/follow.ts'
import { makeInvoice } from '#tests/helper/lnd/fake-invoice.ts'
import { startFakeLnd } from '#tests/helper/lnd/fake-lnd.ts'
import { paymentsOf } from '#tests/helper/payments-of.ts'
import { createTestContext } from '#tests/helper/test-context.ts'
import { until } from '#tests/helper/until.ts'

it('records every settled payment once whatever is cut and killed meanwhile', async () => {
  const ctx = await createTestContext()
  const node = await startFakeLnd()
  onTestFinished(async () => {
    await node.close()
    await ctx.close()
  })
  for (let index = 1; index <= 400; index++) {
    node.add(makeInvoice(index))
    const invoice = node.invoices.at(-1)
    if (invoice && index % 4 !== 0) node.settle(invoice, { at: 1_700_000_000 + index })
  }
  await addTestSource(ctx, 'lnd', node.settings)
  await runFaults(ctx, {
    settle: () => {
      node.behaviour.breakAfter = Math.random() < 0.5 ? Math.floor(Math.random() * 10) : null
      node.behaviour.liveFirst = Math.random() < 0.5
      for (let count = 0; count < 6; count++) node.add(makeInvoice(node.invoices.length + 1))
      const open = node.invoices.filter(({ state }) => state === 'OPEN')
      const late = open[Math.floor(Math.random() * open.length)]
      for (const invoice of new Set([late, ...open.slice(-5)])) if (invoice) node.settle(invoice)
    },
    cut: node.cut,
  })
  node.behaviour.breakAfter = null
  const sources = startSources(ctx)
  onTestFinished(() => sources.stop())
  const settled = node.invoices.filter(({ state }) => state === 'SETTLED')
  await until('all are recorded', async () => (await paymentsOf(ctx)).length >= settled.length)
  expect((await paymentsOf(ctx)).map(({ ref, hash }) => `${ref} ${hash}`)).toEqual(
    settled.map(({ add_index, r_hash }) => `${add_index} ${r_hash.toString('hex')}`),
  )
})
