import { hash } from 'node:crypto'

/** Bytes with their length before them, under a number: a field of a macaroon. */
const field = (number: number, value: Buffer | string) =>
  Buffer.concat([Buffer.from([number]), varint(Buffer.byteLength(value)), Buffer.from(value)])
const varint = (value: number): Buffer =>
  value < 0x80
    ? Buffer.from([value])
    : Buffer.concat([Buffer.from([(value & 0x7f) | 0x80]), varint(value >> 7)])
const END = Buffer.from([0])

/** A macaroon as LND bakes it, of version 2, from a root of nobody's. */
export function bake(rights: Record<string, string[]>, caveats: string[] = []): Buffer {
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

/** One that may send payments and look them up, and nothing else. */
export const PAYING_MACAROON = bake({
  uri: ['/routerrpc.Router/SendPaymentV2', '/routerrpc.Router/TrackPaymentV2'],
}).toString('hex')
