import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { kindNamed } from '#api/source/connection/kind-named.ts'
import { testSettings } from '#api/source/connection/test-source.ts'
import { hurryTimers } from '#tests/helper/hurry-timers.ts'
import { type FakeNwcWallet, makeTransaction, startFakeNwcWallet } from '#tests/helper/nwc/fake-wallet.ts'

let wallet: FakeNwcWallet

// The SDK says on the console what it also throws.
vi.spyOn(console, 'error').mockImplementation(() => {})
vi.spyOn(console, 'info').mockImplementation(() => {})

beforeEach(async () => {
  wallet = await startFakeNwcWallet()
})
afterEach(() => wallet.close())

describe('a test of the connection', () => {
  const check = () =>
    testSettings(kindNamed('nwc'), { connection: wallet.connection }, new AbortController().signal)

  it('says what it found, and that a connection may do more than it needs', async () => {
    for (let index = 1; index <= 3; index++) wallet.transactions.push(makeTransaction(index))
    expect(await check()).toEqual({
      ok: true,
      says: 'Connected. It has 3 transactions.',
      sentences: ['Connected.', 'It has 3 transactions.'],
      step: null,
      network: 'mainnet',
    })
    wallet.behaviour.methods.push('pay_invoice')
    expect((await check()).says).toMatch(/may also pay/)
  })

  it('proves the history too: says where transactions are too large to come many at once, or at all', async () => {
    // Four answers at once are to come in time on a busy machine.
    hurryTimers(4)
    for (let index = 1; index <= 20; index++) wallet.transactions.push(makeTransaction(index))
    wallet.behaviour.largest = 3_000
    expect(await check()).toEqual({
      ok: true,
      says: 'Connected. It has 20 transactions. 10 of its transactions at once are too large for the relay, or for an encrypted message. Its history is read in small parts, which takes longer.',
      sentences: [
        'Connected.',
        'It has 20 transactions.',
        '10 of its transactions at once are too large for the relay, or for an encrypted message.',
        'Its history is read in small parts, which takes longer.',
      ],
      step: null,
      network: 'mainnet',
    })
    wallet.behaviour.largest = 200
    expect((await check()).says).toMatch(/newest transaction does not come through/)
  })

  it.each([
    ['UNAUTHORIZED', /does not know this connection/],
    ['RESTRICTED', /may not read transactions/],
    ['EXPIRED', /has expired/],
    ['NOT_IMPLEMENTED', /cannot list/],
    ['RATE_LIMITED', /patience/],
    ['INTERNAL', /error of its own: “INTERNAL: no”/],
  ])('knows what %s means', async (code, words) => {
    wallet.behaviour.refuse = { code, message: 'no' }
    const { ok, says, step } = await check()
    expect(ok).toBe(false)
    expect(says).toMatch(words)
    expect(step).toMatch(/\.$/)
  })

  it('says when the relay is away', async () => {
    const { connection } = wallet
    const gone = connection.replace(/relay=[^&]+/, `relay=${encodeURIComponent('ws://127.0.0.1:1')}`)
    const { says } = await testSettings(kindNamed('nwc'), { connection: gone }, new AbortController().signal)
    expect(says).toMatch(/relay of this connection cannot be reached/)
  })

  it('says when the wallet is silent', async () => {
    hurryTimers()
    wallet.behaviour.silent = true
    expect((await check()).says).toMatch(/wallet does not answer/)
  })
})
