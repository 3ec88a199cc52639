import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

export const hash = (n: number) => n.toString(16).padStart(64, '0')
export const hexAsBase64 = (hex: string) => Buffer.from(hex, 'hex').toString('base64')
export const boostagram = (message: string) =>
  Buffer.from(JSON.stringify({ action: 'boost', podcast: 'Kill Show', sender_name: 'marcel', message }))

/** An invoice as the REST call gives it. */
export function invoice(n: number, overrides: Record<string, unknown> = {}) {
  return {
    memo: '',
    r_preimage: hexAsBase64(hash(900_000 + n)),
    r_hash: hexAsBase64(hash(n)),
    settled: true,
    settle_date: String(1_652_640_000 + n),
    payment_request: '',
    add_index: String(n),
    settle_index: String(n),
    amt_paid_msat: String(1_000_500 + n),
    state: 'SETTLED',
    is_keysend: true,
    is_amp: false,
    htlcs: [{ state: 'SETTLED', custom_records: { '7629169': boostagram(`boost ${n}`).toString('base64') } }],
    ...overrides,
  }
}

/** A boost of the same node as its Helipad keeps it. */
export function row(n: number, overrides: Record<string, unknown> = {}) {
  return {
    idx: n,
    time: 1_652_640_000 + n,
    value_msat: Math.floor((1_000_500 + n) / 1000) * 1000,
    value_msat_total: 0,
    action: 2,
    sender: 'marcel',
    app: 'Fountain',
    message: `boost ${n}`,
    podcast: 'Kill Show',
    episode: '',
    tlv: boostagram(`boost ${n}`).toString(),
    ...overrides,
  }
}

/** Writes a database of Helipad, unless it is there. @returns its path */
export function helipadDatabase(folder: string, name: string, rows: Record<string, unknown>[]): string {
  const path = join(folder, name)
  if (existsSync(path)) return path
  const db = new DatabaseSync(path)
  const columns = Object.keys(rows[0] ?? row(1))
  db.exec(
    `create table boosts (${columns.map((column) => (column === 'idx' ? 'idx integer primary key' : column)).join(', ')})`,
  )
  db.exec('create table sent_boosts (idx integer primary key, value_msat)')
  db.exec('insert into sent_boosts values (77, 5000)')
  const insert = db.prepare(`insert into boosts values (${columns.map(() => '?').join(', ')})`)
  for (const each of rows)
    insert.run(...columns.map((column) => each[column] as string | number | bigint | null))
  db.close()
  return path
}
