import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import type { FollowedKind } from '#api/contract/source.ts'
import { API_KINDS, API_WALLETS, type ApiWallet } from '#tests/helper/api-wallets.ts'
import { addTestSource } from '#tests/helper/follow.ts'
import { makeInvoice } from '#tests/helper/lnd/fake-invoice.ts'
import { startFakeLnd } from '#tests/helper/lnd/fake-lnd.ts'
import { paymentsOf } from '#tests/helper/payments-of.ts'
import { type Run, runScript } from '#tests/helper/run-script.ts'
import { KILLS } from '#tests/helper/runs.ts'
import { createTestContext } from '#tests/helper/test-context.ts'
import { until } from '#tests/helper/until.ts'

const SECRET_KEY = 'the secret key of the test that kills'
/** So many are there before, enough that the first lives end in the middle of reading them. */
const PAST = { lnd: 3_000, other: 400 }

type Wallet = Pick<ApiWallet, 'settings' | 'past' | 'settle' | 'settled' | 'tells' | 'close'>

async function startNode(): Promise<Wallet> {
  const node = await startFakeLnd()
  const settle = () => node.settle(node.add(makeInvoice(node.invoices.length + 1)))
  return {
    settings: node.settings,
    tells: true,
    past: (count) => {
      for (let each = 0; each < count; each++) settle()
    },
    settle,
    settled: () => node.invoices.map(({ r_hash }) => r_hash.toString('hex')),
    close: node.close,
  }
}

it(
  'loses and doubles nothing of any wallet where the service itself is killed',
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'readout-kill-'))
    const ctx = await createTestContext({ env: { SECRET_KEY } })
    const wallets = new Map<FollowedKind, Wallet>([['lnd', await startNode()]])
    for (const kind of API_KINDS) wallets.set(kind, await API_WALLETS[kind]())
    let service: Run | null = null
    onTestFinished(async () => {
      service?.signal('SIGKILL')
      await service?.ends()
      for (const wallet of wallets.values()) await wallet.close()
      await ctx.close()
      await rm(folder, { recursive: true })
    })
    const settle = ({ all }: { all: boolean }) => {
      for (const wallet of wallets.values())
        for (let each = 0; each < 5 && (all || wallet.tells); each++) wallet.settle()
    }
    for (const [kind, wallet] of wallets) {
      wallet.past(kind === 'lnd' ? PAST.lnd : PAST.other)
      await addTestSource(ctx, kind, wallet.settings)
    }
    for (let kill = 0; kill <= KILLS; kill++) {
      service = runScript('start', { env: { DATABASE_URL: ctx.database.url, DATA_DIR: folder, SECRET_KEY } })
      await service.hears(/Readout is at/)
      // Those that are looked at by the clock would be waited for.
      settle({ all: kill < KILLS })
      if (kill === KILLS) break
      await new Promise((resolve) => setTimeout(resolve, 100 + Math.random() * 400))
      settle({ all: true })
      service.signal('SIGKILL')
      await service.ends()
      settle({ all: true })
    }
    const settled = () => [...wallets.values()].flatMap((wallet) => wallet.settled()).sort()
    const isThere = async () => (await paymentsOf(ctx)).length >= settled().length
    await until('all are recorded', isThere, 30_000)
    expect((await paymentsOf(ctx)).map(({ hash }) => hash).sort()).toEqual(settled())
  },
  60_000 + KILLS * 10_000,
)
