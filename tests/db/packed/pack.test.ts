import fc from 'fast-check'
import { expect, it } from 'vitest'
import { leavePlain, pack, unpack } from '#db/packed/pack.ts'
import { makeReport } from '#scripts/bench/make-report.ts'
import { runsOf } from '#tests/helper/runs.ts'

const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 300 }),
  fc.uint8Array({ maxLength: 300 }).map((rest) => Uint8Array.of(0, 1, ...rest)),
  fc.json().map((text) => Buffer.from(text)),
  fc.nat().map((n) => Buffer.from(JSON.stringify(makeReport(n)))),
)

it('whatever is packed comes back byte for byte, also twice over, and takes two bytes more at most', () => {
  fc.assert(
    fc.property(bytes, (given) => {
      const packed = pack(given)
      expect(Buffer.from(given).equals(unpack(packed))).toBe(true)
      expect(unpack(unpack(pack(packed)))).toEqual(Buffer.from(given))
      expect(packed.length).toBeLessThanOrEqual(given.length + 2)
      expect(unpack(leavePlain(given))).toEqual(Buffer.from(given))
    }),
    { numRuns: runsOf(1_000) },
  )
})

it('what was stored before is read as it lies', () => {
  for (const text of ['', '{', '{"action":"boost"}', 'x'.repeat(10_000)])
    expect(unpack(Buffer.from(text)).toString()).toBe(text)
})

it('what apps write takes less than half', () => {
  const { boostagram } = JSON.parse(JSON.stringify(makeReport(10)))
  const written = Buffer.from(JSON.stringify(boostagram))
  expect(pack(written).length).toBeLessThan(written.length / 2)
})

it('what was packed by the first words is read for ever', () => {
  const packed = Buffer.from(
    'AAGrVirOLy0CD1aCxxgU8kC+gg6dgTsIaEOSBpSBRCX0oUkDEwMzcyMzA7QxYEMzM3OwuwmMfCGiLDgjv1zB0IxwDwjhGrBqzB6QoalCfhq4joCYhxSHTiBrnX08MSIsB1x1pBYpGBub4og8OIAoAUWfGfaujrGxsQmeSAO7LAdamSWWKORklqWCWKC6ESz3Yf6sBogUqLJLTMovLVFIKU3OLgYrVaqtBQA=',
    'base64',
  )
  expect(unpack(packed).toString()).toBe(JSON.stringify(makeReport(10)))
})

it('what looks packed and is not was written by a version that did not pack', () => {
  for (const bytes of [[0], [0, 1], [0, 1, 255, 3], [0, 7, 1]])
    expect(unpack(Buffer.from(bytes))).toEqual(Buffer.from(bytes))
})
