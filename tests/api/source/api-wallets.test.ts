import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Sources, startSources } from '#api/source/run/start-sources.ts'
import { API_KINDS, API_WALLETS, type ApiWallet } from '#tests/helper/api-wallets.ts'
import { addTestSource, connectionOf } from '#tests/helper/follow.ts'
import { hurryTimers } from '#tests/helper/hurry-timers.ts'
import { paymentsOf } from '#tests/helper/payments-of.ts'
import { shareDatabase } from '#tests/helper/share-database.ts'
import type { TestContext } from '#tests/helper/test-context.ts'
import { until } from '#tests/helper/until.ts'

const makeContext = shareDatabase()

describe.each(API_KINDS)('following %s', (kind) => {
  /** Those that are looked at by the clock alone do not. */
  const tells = kind !== 'alby' && kind !== 'btcpay' && kind !== 'zaprite'
  const knowsItself = tells || kind === 'zaprite'
  let ctx: TestContext
  let wallet: ApiWallet
  let sources: Sources | null = null
  beforeEach(async () => {
    ctx = await makeContext()
    wallet = await API_WALLETS[kind]()
  })
  afterEach(async () => {
    await stop()
    await wallet.close()
    await ctx.close()
  })

  async function start() {
    const known = await ctx.db.selectFrom('connections').select('source_id').execute()
    if (known.length === 0) await addTestSource(ctx, kind, wallet.settings)
    sources = startSources(ctx)
  }
  async function stop() {
    await sources?.stop()
    sources = null
  }
  const recorded = async () => (await paymentsOf(ctx)).map(({ hash }) => hash).sort()
  const hasAll = (withinMs = 10_000) =>
    until('all are there', async () => (await recorded()).length === wallet.settled().length, withinMs)
  const connection = () => connectionOf(ctx, `my-${kind}`)
  const connected = () =>
    until('connected', async () => {
      const { state, to_list } = await connection()
      return state === 'connected' && to_list === null
    })

  it('records the whole history, then what is settled within seconds, once', async () => {
    wallet.past(1_234)
    await start()
    await hasAll(20_000)
    await connected()
    for (let each = 0; tells && each < 3; each++) {
      wallet.settle()
      await hasAll(2_000)
    }
    expect(await recorded()).toEqual(wallet.settled())
    expect(
      (await paymentsOf(ctx)).filter(({ needs_look }) => /disagree|conflict/i.test(needs_look ?? '')),
    ).toEqual([])
    const { lag_ms } = await connection()
    expect(await ctx.db.selectFrom('unread').select('reason').execute()).toEqual([])
    if (tells) expect(lag_ms).toBeLessThan(2_000)
  })

  it('asks for what came while it was away, and goes on in the history where it was left', async () => {
    wallet.past(1_500)
    await start()
    await until('some', async () => (await recorded()).length > 0)
    await stop()
    const before = (await recorded()).length
    if (tells) wallet.past(3)
    wallet.settle({ silently: true })
    await start()
    await hasAll(20_000)
    expect(before).toBeLessThan(wallet.settled().length)
    expect(await recorded()).toEqual(wallet.settled())
  })

  it.runIf(tells)('comes back by itself after the wire was cut', async () => {
    await start()
    await connected()
    wallet.server.cut()
    wallet.settle({ silently: true })
    await hasAll()
    await connected()
    wallet.settle()
    await hasAll(2_000)
  })

  it.runIf(knowsItself)('says that it is another wallet than before, and records nothing of it', async () => {
    wallet.past(2)
    await start()
    await hasAll()
    await connected()
    if (tells) wallet.settle()
    await hasAll()
    await connected()
    await stop()
    const before = await recorded()
    wallet.change?.()
    await start()
    await until('noticed', async () => (await connection()).state === 'failing')
    expect((await connection()).problem).toMatch(/another/)
    expect(await recorded()).toEqual(before)
  })

  it('sees payments by the clock where nothing tells of them', async () => {
    wallet.server.deafen(true)
    hurryTimers()
    await start()
    await connected()
    wallet.settle()
    await hasAll(3_000)
  })
})
