import { Readable } from 'node:stream'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Element, splitJson } from '#api/import/reader/split-json.ts'

async function split(chunks: Uint8Array[], keys: string[] = ['invoices'], maxBytes = 1_000_000) {
  let lists = 0
  const elements: Element[] = []
  for await (const lot of splitJson(Readable.from(chunks), { keys, maxBytes, onList: () => lists++ }))
    elements.push(...lot)
  return { elements, lists }
}
const texts = (elements: Element[]) =>
  elements.map((element) => ('bytes' in element ? Buffer.from(element.bytes).toString().trim() : element))
const values = (elements: Element[]) => texts(elements).map((text) => JSON.parse(String(text)))

/** Cuts bytes into pieces at these places. */
function pieces(given: string | Uint8Array, cuts: number[]): Uint8Array[] {
  const bytes = typeof given === 'string' ? Buffer.from(given) : given
  const places = [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].sort((a, b) => a - b)
  return [0, ...places].map((from, at) => bytes.subarray(from, places[at] ?? bytes.length))
}

describe('splitting JSON', () => {
  it('gives back every list, however it is cut, laid out and wrapped', async () => {
    const list = fc.array(fc.jsonValue({ maxDepth: 4 }), { maxLength: 8 })
    const layout = fc.constantFrom<string | number | undefined>(undefined, 1, '\t')
    await fc.assert(
      fc.asyncProperty(
        list,
        fc.array(fc.nat()),
        layout,
        fc.jsonValue(),
        async (given, cuts, space, other) => {
          const bare = await split(pieces(JSON.stringify(given, null, space), cuts))
          expect(values(bare.elements)).toEqual(JSON.parse(JSON.stringify(given)))
          expect(bare.lists).toBe(1)
          const wrapped = JSON.stringify({ before: other, invoices: given, after: other }, null, space)
          const unwrapped = await split(pieces(wrapped, cuts))
          expect(values(unwrapped.elements)).toEqual(JSON.parse(JSON.stringify(given)))
          expect(unwrapped.lists).toBe(1)
        },
      ),
      { numRuns: 300 },
    )
  })

  it('never throws, whatever the bytes are', async () => {
    const tokens = fc.constantFrom(
      '[',
      ']',
      '{',
      '}',
      '"',
      '\\',
      ',',
      ':',
      'invoices',
      ' ',
      '1',
      'é',
      '\u0000',
    )
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.array(tokens, { maxLength: 60 }).map((parts) => new Uint8Array(Buffer.from(parts.join('')))),
    )
    await fc.assert(
      fc.asyncProperty(bytes, fc.array(fc.nat()), async (given, cuts) => {
        const whole = await split([given])
        const cut = await split(pieces(given, cuts))
        expect(cut).toEqual(whole)
      }),
      { numRuns: 500 },
    )
  })

  it.each<[string, string, unknown[]]>([
    [
      'keys of the name elsewhere',
      '{"a": {"invoices": [1]}, "b": "invoices", "c": [2], "invoices": [3]}',
      ['3'],
    ],
    ['several values one after another', '{"invoices":[1]}\n{"invoices":[2]}[3]', ['1', '2', '3']],
    ['brackets and quotes in texts', '[{"a":"]},[\\"\\\\"},"}"]', ['{"a":"]},[\\"\\\\"}', '"}"']],
    ['what is no JSON between commas', '[{"a":1}, oops, [2]]', ['{"a":1}', 'oops', '[2]']],
    ['a list that is cut', '[{"a":1},{"b":', ['{"a":1}', { cut: true }]],
    ['a list that is cut between two', '[{"a":1}, ', ['{"a":1}']],
    ['no list', '{"settled": true}', []],
  ])('knows %s', async (_name, text, expected) => {
    expect(texts((await split([Buffer.from(text)])).elements)).toEqual(expected)
  })

  it('skips an element that is too long, and goes on', async () => {
    const { elements } = await split([Buffer.from(`[1, "${'x'.repeat(500)}", 2]`)], [], 100)
    expect(texts(elements)).toEqual(['1', { tooLong: true }, '2'])
  })
})
