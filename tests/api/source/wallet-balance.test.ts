import pino from 'pino'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { alby } from '#api/source/alby/alby.ts'
import { cln } from '#api/source/cln/cln.ts'
import type { SourceKind } from '#api/source/kind/source-kind.ts'
import { lnd } from '#api/source/lnd/lnd.ts'
import { type FakeAlby, makeAlbyInvoice, startFakeAlby } from '#tests/helper/alby/fake-alby.ts'
import { type FakeCln, startFakeCln } from '#tests/helper/cln/fake-cln.ts'
import { makeInvoice } from '#tests/helper/lnd/fake-invoice.ts'
import { type FakeLnd, startFakeLnd } from '#tests/helper/lnd/fake-lnd.ts'

type Listed = { read: number; balance_msat: number | null }

/** Reads a wallet's list to its end. @returns how many payments it has, and what it holds */
async function listOf(kind: SourceKind, settings: unknown): Promise<Listed> {
  const refs = new Set<string>()
  const answer = await kind.list?.({
    settings,
    firstTimes: async () => new Map(),
    countTestMoney: false,
    take: async ({ reports }) => {
      for (const { ref } of reports) refs.add(ref)
    },
    onNetwork: () => {},
    signal: new AbortController().signal,
    log: pino({ level: 'silent' }),
  })
  return { read: refs.size, balance_msat: answer?.balance_msat ?? null }
}

describe('what a Core Lightning node holds', () => {
  let node: FakeCln
  beforeAll(async () => {
    node = await startFakeCln()
    const label = { label: 'one', payment_hash: 'ab'.repeat(32), status: 'unpaid', amount_msat: 21_000 }
    node.pay(node.add(label))
  })
  beforeEach(() => {
    node.behaviour.channels = null
  })
  afterAll(() => node.close())
  const list = () => listOf(cln, node.settings)
  const channel = (our_amount_msat: unknown, state = 'CHANNELD_NORMAL') => ({ state, our_amount_msat })

  it('is what it has in open channels, to the msat', async () => {
    node.behaviour.channels = [channel(1_000_001), channel(2), channel(500, 'ONCHAIN')]
    expect(await list()).toEqual({ read: 1, balance_msat: 1_000_003 })
    node.behaviour.channels = []
    expect(await list()).toEqual({ read: 1, balance_msat: 0 })
  })

  it.each([
    ['its rune may not ask for that', null],
    ['an amount cannot be read', [channel(1), channel('much')]],
  ])('is not known where %s; its list is read all the same', async (_, channels) => {
    node.behaviour.channels = channels
    expect(await list()).toEqual({ read: 1, balance_msat: null })
  })
})

describe('what an LND node holds', () => {
  let node: FakeLnd
  beforeAll(async () => {
    node = await startFakeLnd()
    node.settle(node.add(makeInvoice(1)))
  })
  afterAll(() => node.close())

  it('is its side of the channels, to the msat, and not known where its macaroon may not ask; its list is read all the same', async () => {
    node.behaviour.local_msat = '1000003'
    expect(await listOf(lnd, node.settings)).toEqual({ read: 1, balance_msat: 1_000_003 })
    node.behaviour.local_msat = '0'
    expect(await listOf(lnd, node.settings)).toEqual({ read: 1, balance_msat: 0 })
    node.behaviour.local_msat = null
    expect(await listOf(lnd, node.settings)).toEqual({ read: 1, balance_msat: null })
  })
})

describe('what an account at Alby holds', () => {
  let account: FakeAlby
  beforeAll(async () => {
    account = await startFakeAlby()
    account.invoices.push(makeAlbyInvoice(1))
  })
  afterAll(() => account.close())

  it.each([
    ['the sats that it says', { balance: 21_001, currency: 'BTC', unit: 'sat' }, 21_001_000],
    ['nothing where it says 0', { balance: 0, currency: 'BTC', unit: 'sat' }, 0],
    ['not known in another unit', { balance: 21_001, currency: 'BTC', unit: 'btc' }, null],
    ['not known where it is no number', { balance: 'much', unit: 'sat' }, null],
    ['not known where its token may not ask', null, null],
  ])('is %s; its list is read all the same', async (_, balance, balance_msat) => {
    account.behaviour.balance = balance
    expect(await listOf(alby, account.settings)).toEqual({ read: 1, balance_msat })
  })
})
