import pino from 'pino'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { cln } from '#api/source/cln/cln.ts'
import { type FakeCln, startFakeCln } from '#tests/helper/cln/fake-cln.ts'

let node: FakeCln
beforeAll(async () => {
  node = await startFakeCln()
  node.pay(node.add({ label: 'one', payment_hash: 'ab'.repeat(32), status: 'unpaid', amount_msat: 21_000 }))
})
beforeEach(() => {
  node.behaviour.channels = null
})
afterAll(() => node.close())

/** Reads the list of the node to its end. @returns how many payments it has, and what it holds */
async function list(): Promise<{ read: number; balance_msat: number | null }> {
  const refs = new Set<string>()
  const answer = await cln.list?.({
    settings: node.settings,
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

const channel = (our_amount_msat: unknown, state = 'CHANNELD_NORMAL') => ({ state, our_amount_msat })

it('is what Core Lightning has in open channels, to the msat', async () => {
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
