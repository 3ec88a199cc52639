import { describe, expect, it } from 'vitest'
import { readMacaroon, warningsOfMacaroon } from '#api/source/lnd/read-macaroon.ts'
import { bake } from '#tests/helper/lnd/bake.ts'

const ADMIN = {
  address: ['read', 'write'],
  info: ['read', 'write'],
  invoices: ['read', 'write'],
  macaroon: ['generate', 'read', 'write'],
  message: ['read', 'write'],
  offchain: ['read', 'write'],
  onchain: ['read', 'write'],
  peers: ['read', 'write'],
  signer: ['generate', 'read'],
}
const READONLY = Object.fromEntries(
  ['address', 'info', 'invoices', 'macaroon', 'message', 'offchain', 'onchain', 'peers', 'signer'].map(
    (entity) => [entity, ['read']],
  ),
)
const LIST = '/lnrpc.Lightning/ListInvoices'

describe('a macaroon of LND', () => {
  it('tells its rights, and what it is bound to', () => {
    expect(
      readMacaroon(
        bake({ info: ['read'], invoices: ['read'] }, [
          'time-before 2026-11-28T17:18:07.780592358Z',
          'ipaddr 127.0.0.1',
        ]),
      ),
    ).toEqual({
      rights: ['info:read', 'invoices:read'],
      caveats: ['time-before 2026-11-28T17:18:07.780592358Z', 'ipaddr 127.0.0.1'],
    })
    expect(readMacaroon(bake({ uri: [LIST] }))?.rights).toEqual([`uri:${LIST}`])
    expect(readMacaroon(bake(ADMIN))?.rights).toHaveLength(19)
  })

  it.each([
    ['invoices:read alone', bake({ invoices: ['read'] }), []],
    ['the two calls alone', bake({ uri: [LIST, '/lnrpc.Lightning/SubscribeInvoices'] }), []],
    ['admin', bake(ADMIN), [/may also pay/]],
    ['signer', bake({ signer: ['generate', 'read'] }), [/may also pay/]],
    ['a call that pays', bake({ uri: ['/routerrpc.Router/SendPaymentV2'] }), [/may also pay/]],
    [
      'readonly, which cannot pay',
      bake(READONLY),
      [/allows more .*\(address:read, macaroon:read, message:read …\)/],
    ],
    ['invoices', bake({ invoices: ['read', 'write'] }), [/allows more .*\(invoices:write\)/]],
    [
      'a time limit',
      bake({ invoices: ['read'] }, ['time-before 2026-11-28T17:18:07.780592358Z']),
      [/^It ends on 2026-11-28\.$/],
    ],
    ['an address', bake({ invoices: ['read'] }, ['ipaddr 127.0.0.1']), []],
  ])('is warned of by what it allows: %s', (_, macaroon, warnings) => {
    expect(warningsOfMacaroon(macaroon)).toEqual(warnings.map((words) => expect.stringMatching(words)))
  })

  it('is nothing where it is cut short or another', () => {
    const whole = bake(ADMIN)
    for (const bytes of [whole.subarray(0, 90), Buffer.from([1, 2, 3]), Buffer.alloc(0)])
      expect(readMacaroon(bytes)).toBeNull()
  })
})
