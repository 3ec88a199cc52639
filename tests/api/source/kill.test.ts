import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { addTestSource } from '#tests/helper/follow.ts'
import { makeInvoice } from '#tests/helper/lnd/fake-invoice.ts'
import { startFakeLnd } from '#tests/helper/lnd/fake-lnd.ts'
import { paymentsOf } from '#tests/helper/payments-of.ts'
import { type Run, runScript } from '#tests/helper/run-script.ts'
import { createTestContext } from '#tests/helper/test-context.ts'
import { until } from '#tests/helper/until.ts'

const KILLS = 3
const SECRET_KEY = 'the secret key of the test that kills'

it('loses and doubles nothing where the service itself is killed', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'readout-kill-'))
  const ctx = await createTestContext({ env: { SECRET_KEY } })
  const node = await startFakeLnd()
  let service: Run | null = null
  onTestFinished(async () => {
    service?.signal('SIGKILL')
    await service?.ends()
    await node.close()
    await ctx.close()
    await rm(folder, { recursive: true })
  })
  const settle = (count: number) => {
    for (let each = 0; each < count; each++) node.settle(node.add(makeInvoice(node.invoices.length + 1)))
  }
  settle(3_000)
  await addTestSource(ctx, 'lnd', node.settings)
  for (let kill = 0; kill <= KILLS; kill++) {
    service = runScript('start', { env: { DATABASE_URL: ctx.database.url, DATA_DIR: folder, SECRET_KEY } })
    await service.hears(/Readout is at/)
    settle(5)
    if (kill === KILLS) break
    await new Promise((resolve) => setTimeout(resolve, 100 + Math.random() * 400))
    settle(5)
    service.signal('SIGKILL')
    await service.ends()
    settle(5)
  }
  await until('all are recorded', async () => (await paymentsOf(ctx)).length >= node.invoices.length, 20_000)
  expect((await paymentsOf(ctx)).map(({ ref, hash }) => `${ref} ${hash}`)).toEqual(
    node.invoices.map(({ add_index, r_hash }) => `${add_index} ${r_hash.toString('hex')}`),
  )
}, 60_000)
