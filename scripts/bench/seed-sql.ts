/** A number from 0 up to 1, the same for the same row and salt, as SQL. */
export function chance(n: string, salt: number): string {
  return `((hashint8extended(${n}, ${salt}) & 9007199254740991)::float8 / 9007199254740992)`
}

/** One of some texts, as SQL. */
export function pick(n: string, texts: readonly string[]): string {
  const list = texts.map((text) => `'${text}'`).join(', ')
  return `(array[${list}])[1 + (${n}) % ${texts.length}]`
}

/** A UUIDv7 of an instant, the same for the same seed, as SQL. */
export function uuidAt(instant: string, seed: string): string {
  const digits = `md5(${seed})`
  return `(lpad(to_hex((extract(epoch from ${instant}) * 1000)::bigint), 12, '0') || '7' || left(${digits}, 3)
    || '8' || substr(${digits}, 4, 15))::uuid`
}
