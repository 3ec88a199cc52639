/** What a macaroon of LND says of itself, which anybody can read who holds it. */
export type Macaroon = {
  /** What it allows, as `entity:action`, e.g. `invoices:read` or `uri:/lnrpc.Lightning/ListInvoices`. */
  rights: string[]
  /** What it is bound to, e.g. `time-before 2026-12-01T00:00:00Z` or `ipaddr 192.168.1.2`. */
  caveats: string[]
}

/** Rights by which money can be sent, or by which rights are given to others. */
const SPENDING =
  /^((offchain|onchain):write|macaroon:(generate|write)|signer:generate|uri:.*\/(Send|Open|Close|BatchOpen|Finalize|Publish|Bump|Fund|Sign|Bake|BuildRoute|Loop))/i
/** All that Readout asks. */
const NEEDED =
  /^(invoices:read|info:read|uri:\/lnrpc\.Lightning\/(ListInvoices|SubscribeInvoices|GetInfo)|uri:\/lnrpc\.State\/GetState)$/
/** Identifiers that hold what is allowed begin with this version. */
const BAKERY_VERSION = 3

/** What could be better about a macaroon, a sentence each. */
export function warningsOfMacaroon(bytes: Buffer): string[] {
  const read = readMacaroon(bytes)
  if (!read) return []
  const more = read.rights.filter((right) => !NEEDED.test(right))
  const until = read.caveats.find((caveat) => caveat.startsWith('time-before '))?.slice(12)
  const day = until === undefined ? Number.NaN : Date.parse(until)
  return [
    ...(more.some((right) => SPENDING.test(right))
      ? [
          'This macaroon may also pay, which Readout never does: one for invoices:read and info:read alone is safer.',
        ]
      : more.length > 0
        ? [
            `This macaroon allows more than Readout needs (${shown(more)}): one for invoices:read and info:read alone is safer.`,
          ]
        : []),
    ...(Number.isNaN(day) ? [] : [`It ends on ${new Date(day).toISOString().slice(0, 10)}.`]),
  ]
}

/** @returns null where it is no macaroon of version 2, or one whose identifier is not LND's */
export function readMacaroon(bytes: Buffer): Macaroon | null {
  try {
    if (bytes[0] !== 2) return null
    const [head, ...rest] = sectionsOf(bytes.subarray(1))
    const identifier = head?.get(2)
    if (!identifier || identifier[0] !== BAKERY_VERSION) return null
    const rights = fieldsOf(identifier.subarray(1)).flatMap(([field, op]) =>
      field === 3 ? rightsOf(op) : [],
    )
    const caveats = rest.flatMap((section) => section.get(2)?.toString('utf8') ?? [])
    return { rights, caveats }
  } catch {
    return null
  }
}

function shown(rights: readonly string[]): string {
  return rights.length > 3 ? `${rights.slice(0, 3).join(', ')} …` : rights.join(', ')
}

function rightsOf(op: Buffer): string[] {
  const fields = fieldsOf(op)
  const entity = fields.find(([field]) => field === 1)?.[1].toString('utf8') ?? ''
  return fields.flatMap(([field, action]) => (field === 2 ? `${entity}:${action.toString('utf8')}` : []))
}

/** The parts of a macaroon of version 2, each its fields by number: the head, then its caveats. */
function sectionsOf(bytes: Buffer): Map<number, Buffer>[] {
  const sections: Map<number, Buffer>[] = []
  const cursor = { at: 0 }
  for (;;) {
    const section = new Map<number, Buffer>()
    for (let field = readVarint(bytes, cursor); field !== 0; field = readVarint(bytes, cursor))
      section.set(field, readBytes(bytes, cursor))
    // An empty one ends the caveats; the signature follows.
    if (section.size === 0) return sections
    sections.push(section)
  }
}

/** The fields of a protocol buffer that hold bytes, in order. */
function fieldsOf(bytes: Buffer): [field: number, value: Buffer][] {
  const fields: [number, Buffer][] = []
  const cursor = { at: 0 }
  while (cursor.at < bytes.length) {
    const tag = readVarint(bytes, cursor)
    if ((tag & 7) !== 2) throw new RangeError('not a field of bytes')
    fields.push([tag >> 3, readBytes(bytes, cursor)])
  }
  return fields
}

function readBytes(bytes: Buffer, cursor: { at: number }): Buffer {
  const length = readVarint(bytes, cursor)
  const end = cursor.at + length
  if (end > bytes.length) throw new RangeError('cut short')
  const value = bytes.subarray(cursor.at, end)
  cursor.at = end
  return value
}

function readVarint(bytes: Buffer, cursor: { at: number }): number {
  let value = 0
  for (let shift = 0; shift < 28; shift += 7) {
    const byte = bytes[cursor.at++]
    if (byte === undefined) throw new RangeError('cut short')
    value |= (byte & 0x7f) << shift
    if (byte < 0x80) return value
  }
  throw new RangeError('too large')
}
