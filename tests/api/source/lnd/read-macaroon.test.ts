import { hash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { readMacaroon, warningsOfMacaroon } from '#api/source/lnd/read-macaroon.ts'

/** Bytes with their length before them, under a number: a field of a macaroon. */
const field = (number: number, value: Buffer | string) =>
  Buffer.concat([Buffer.from([number]), varint(Buffer.byteLength(value)), Buffer.from(value)])
const varint = (value: number): Buffer =>
  value < 0x80
    ? Buffer.from([value])
    : Buffer.concat([Buffer.from([(value & 0x7f) | 0x80]), varint(value >> 7)])
const END = Buffer.from([0])

/** A macaroon as LND bakes it, of version 2, from a root of nobody's. */
function bake(rights: Record<string, string[]>, caveats: string[] = []): Buffer {
  const ops = Object.entries(rights).map(([entity, actions]) =>
    field(0x1a, Buffer.concat([field(0x0a, entity), ...actions.map((action) => field(0x12, action))])),
  )
  const identifier = Buffer.concat([
    Buffer.from([3]),
    field(0x0a, hash('sha256', 'nonce', 'buffer').subarray(0, 16)),
    field(0x12, '0'),
    ...ops,
  ])
  return Buffer.concat([
    Buffer.from([2]),
    field(1, 'lnd'),
    field(2, identifier),
    END,
    ...caveats.flatMap((caveat) => [field(2, caveat), END]),
    END,
    field(6, hash('sha256', 'signature', 'buffer')),
  ])
}

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
