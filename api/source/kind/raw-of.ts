import { isPreimage } from '#api/metadata/tlv-records.ts'

/** A payment's preimage, as a field or as a TLV record of a keysend: whoever has it can claim that it was paid. */
const SECRET = /preimage|^(root_share|5482373484)$/i

/** What is nested deeper somebody made to break readers: it is left out, and the rest is kept. */
const DEEPEST = 200

/** What a wallet reported, word for word, as JSON: bytes in hex, and no preimages. */
export function rawOf(reported: unknown): string {
  return JSON.stringify(plain(reported, 0)) ?? 'null'
}

function plain(value: unknown, depth: number): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('hex')
  if (typeof value === 'bigint') return value.toString()
  if (typeof value !== 'object' || value === null) return value
  if (depth > DEEPEST) return null
  if (Array.isArray(value))
    return value.filter((each) => !isPreimage(each)).map((each) => plain(each, depth + 1))
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, each]) =>
      SECRET.test(name) ? [] : [[name, plain(each, depth + 1)]],
    ),
  )
}
