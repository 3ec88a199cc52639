const LETTERS = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l'
const GENERATOR = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3]

/** A BOLT11 invoice of this amount and hash, as a Lightning address's server makes it; its signature is nobody's. */
export function makeInvoice({
  amount_msat,
  payment_hash,
  description_hash,
}: {
  amount_msat: number
  payment_hash: string
  description_hash?: string
}): string {
  const prefix = `lnbc${amount_msat * 10}p`
  const field = (letter: string, hex: string) => {
    const words = wordsOf(Buffer.from(hex, 'hex'))
    return [LETTERS.indexOf(letter), words.length >> 5, words.length & 31, ...words]
  }
  const data = [
    ...[6, 5, 4, 3, 2, 1, 0].map((place) => (1_790_000_000 >> (place * 5)) & 31),
    ...field('p', payment_hash),
    ...(description_hash === undefined ? [] : field('h', description_hash)),
    ...new Array<number>(104).fill(0),
  ]
  return `${prefix}1${[...data, ...checksum(prefix, data)].map((word) => LETTERS[word]).join('')}`
}

function wordsOf(bytes: Uint8Array): number[] {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('')
  return (bits.match(/.{1,5}/g) ?? []).map((part) => Number.parseInt(part.padEnd(5, '0'), 2))
}

function checksum(prefix: string, data: readonly number[]): number[] {
  const expanded = [
    ...[...prefix].map((letter) => letter.charCodeAt(0) >> 5),
    0,
    ...[...prefix].map((letter) => letter.charCodeAt(0) & 31),
  ]
  let sum = 1
  for (const value of [...expanded, ...data, 0, 0, 0, 0, 0, 0]) {
    const top = sum >>> 25
    sum = ((sum & 0x1ffffff) << 5) ^ value
    GENERATOR.forEach((part, bit) => {
      if ((top >> bit) & 1) sum ^= part
    })
  }
  sum ^= 1
  return [5, 4, 3, 2, 1, 0].map((place) => (sum >> (place * 5)) & 31)
}
