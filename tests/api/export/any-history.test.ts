import { createHash } from 'node:crypto'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { sql } from 'kysely'
import request from 'supertest'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createApp } from '#api/app.ts'
import { type History, history, recordHistory } from '#tests/api/export/history.ts'
import { type Credential, keyCredential } from '#tests/helper/credential.ts'
import { runsOf } from '#tests/helper/runs.ts'
import { createTestContext, type TestContext } from '#tests/helper/test-context.ts'

let ctx: TestContext
let key: Credential
beforeAll(async () => {
  ctx = await createTestContext()
  key = await keyCredential(ctx, ['export'])
})
afterAll(() => ctx.close())

type Stored = {
  id: string
  amount_msat: number | null
  fee_msat: number
  claimed_msat: number | null
  price: string | null
  show: string | null
  episode: string | null
  supporter: string | null
  message: string | null
  app: string | null
  wallet: string
}

/** What is recorded and not set aside, read as plainly as can be. */
async function stored(): Promise<Map<string, Stored>> {
  const { rows } = await sql<Stored>`
    select p.id, p.amount_msat, p.fee_msat, p.claimed_msat, p.message, p.app, r.price::text as price,
      (select title from shows where id = p.show_id) as show, (select title from episodes where id = p.episode_id) as episode,
      (select name from supporters where id = p.supporter_id) as supporter, (select name from wallets where id = p.wallet_id) as wallet
    from payments p left join payment_rates v on v.payment_id = p.id left join rates r on r.id = v.rate_id
    where not p.set_aside`.execute(ctx.db)
  return new Map(rows.map((row) => [row.id, row]))
}

/** The sum that the history itself comes to, in msat. */
function sumOf({ payments }: History): { count: number; msat: bigint } {
  const kept = payments.filter(({ setAside }, n) => !(setAside && n % 2 === 0))
  const msat = kept.reduce((sum, { kind, amount }) => {
    if (kind === 'fiat' || kind === 'free') return sum
    return sum + BigInt(kind === 'refund' ? -amount : amount)
  }, 0n)
  return { count: kept.length, msat }
}

async function download(query: string) {
  const { status, body } = await request(createApp(ctx))
    .get(`/api/v1/exports/payments.csv?currency=EUR&${query}`)
    .set(key)
    .buffer(true)
    .parse((res, done) => {
      const pieces: Buffer[] = []
      res.on('data', (piece) => pieces.push(piece))
      res.on('end', () => done(null, Buffer.concat(pieces)))
    })
  expect(status, String(body)).toBe(200)
  return readWhole(body)
}

/** Parses a file by RFC 4180, and sees that its last record is right about all that is above it. */
function readWhole(file: Buffer) {
  const [head = [], ...records]: string[][] = parse(file, { bom: true, record_delimiter: '\r\n' })
  for (const record of records) expect(record).toHaveLength(head.length)
  const end = records.pop()
  expect(end?.slice(0, -1).every((cell) => cell === '')).toBe(true)
  const said =
    /^count=(\d+); amount_msat=(-?\d+); checksum=([0-9a-f]{16}); sha256=([0-9a-f]{64})(?:; not in it: \d+ receipts? that (?:was|were) set aside(?: \(.*\))?)?$/.exec(
      end?.at(-1) ?? '',
    )
  expect(said, end?.at(-1)).not.toBeNull()
  const [, count = '', amount_msat = '', checksum = '', sha256 = ''] = said ?? []
  const last = file.length - file.lastIndexOf(`\r\n${','.repeat(head.length - 1)}`) - 2
  expect(createHash('sha256').update(file.subarray(0, -last)).digest('hex')).toBe(sha256)
  const rows = records.map((record) => Object.fromEntries(head.map((title, n) => [title, record[n] ?? ''])))
  return { rows, end: { count: Number(count), msat: BigInt(amount_msat), checksum } }
}

/** As the contract documents it. */
function checksumOf(rows: Iterable<Pick<Stored, 'id' | 'amount_msat'>>): string {
  let sum = 0n
  for (const { id, amount_msat } of rows) {
    const hash = createHash('sha256')
      .update(`${id} ${amount_msat ?? ''}`)
      .digest('hex')
    sum += BigInt(`0x${hash.slice(0, 13)}`)
  }
  return (sum % 2n ** 63n).toString(16).padStart(16, '0')
}

/** What a spreadsheet takes for a number, an amount, a day or an hour. */
const NUMBER = /^([ $€£¥(]*[.,]?\d[-\d.,:/eE+ %)]*|true|false)$/i

/** Takes the apostrophe off that keeps a text from being run or read as a number. */
function unguarded(cell: string, profile: 'plain' | 'excel'): string {
  const rest = cell.replace(/^'+/, '')
  const isGuarded =
    cell.startsWith("'") &&
    (/^[=+\-@\t\r\n＝＋－＠]/.test(rest) || (profile === 'excel' && NUMBER.test(rest)))
  return isGuarded ? cell.slice(1) : cell
}

const asMsat = (sats: string) => (sats === '' ? 0n : BigInt(sats.replace('.', '')))
const total = (rows: Record<string, string>[], cell: (row: Record<string, string>) => bigint) =>
  rows.reduce((sum, row) => sum + cell(row), 0n)

/** `amount × price` rounded half away from zero to some digits, as a decimal. */
function worth(amount_msat: number, price: string, digits: number): string {
  const [whole = '0', part = ''] = price.split('.')
  const scaled = BigInt(amount_msat) * BigInt(whole + part.padEnd(8, '0'))
  const at = (value: bigint, unit: bigint) => {
    const size = value < 0n ? -value : value
    return ((size + unit / 2n) / unit) * (value < 0n ? -1n : 1n)
  }
  const eight = at(scaled, 10n ** 11n)
  const shown = at(eight, 10n ** BigInt(8 - digits))
  const text = String(shown < 0n ? -shown : shown).padStart(digits + 1, '0')
  return `${shown < 0n ? '-' : ''}${text.slice(0, -digits)}.${text.slice(-digits)}`
}

/** What turns the text around it round, or hides in it. */
const UNSEEN = /[\u00ad\u180e\u200b\u2060-\u2064\ufeff\u202a-\u202e\u2066-\u2069]/g

describe('any history', () => {
  it('is exported whole: every receipt once, to the millisatoshi, every text as it is seen', async () => {
    await fc.assert(
      fc.asyncProperty(history, async (made) => {
        await recordHistory(ctx, made)
        const known = await stored()
        const expected = sumOf(made)
        expect(known.size).toBe(expected.count)
        const checksum = checksumOf(known.values())
        for (const profile of ['plain', 'excel'] as const) {
          const { rows, end } = await download(`profile=${profile}`)
          expect(end).toEqual({ ...expected, checksum })
          expect(rows.map(({ row_id }) => row_id).sort()).toEqual([...known.keys()].sort())
          expect(total(rows, (row) => asMsat(row.amount_sats ?? ''))).toBe(expected.msat)
          if (profile === 'plain')
            expect(total(rows, (row) => BigInt(row.amount_msat ?? '')) === expected.msat).toBe(true)
          for (const row of rows) {
            const receipt = known.get(row.row_id ?? '')
            if (!receipt) throw new Error('No such receipt')
            for (const column of ['show', 'episode', 'supporter', 'message', 'app', 'wallet'] as const) {
              const cell = row[column] ?? ''
              expect(unguarded(cell, profile)).toBe((receipt[column] ?? '').replace(UNSEEN, ''))
              expect(cell).not.toMatch(UNSEEN)
              if (profile === 'excel') expect(cell).not.toMatch(NUMBER)
              expect(cell).not.toMatch(/^[=+\-@\t\r\n＝＋－＠]/)
            }
            const { amount_msat, price } = receipt
            if (amount_msat !== null)
              expect(row.value).toBe(
                price === null ? '' : worth(amount_msat, price, profile === 'plain' ? 8 : 6),
              )
            if (amount_msat === null)
              expect([row.amount_sats, row.fee_sats ?? row.fee_msat]).toEqual(['', ''])
          }
        }
      }),
      { numRuns: runsOf(15) },
    )
  })

  it('comes to the same with its streams summed by day', async () => {
    await fc.assert(
      fc.asyncProperty(history, async (made) => {
        await recordHistory(ctx, made)
        const expected = sumOf(made)
        const checksum = checksumOf((await stored()).values())
        for (const profile of ['plain', 'excel'] as const) {
          const { rows, end } = await download(`profile=${profile}&streams=daily&tz=America/Havana`)
          expect(end).toEqual({ ...expected, checksum })
          expect(total(rows, (row) => asMsat(row.amount_sats ?? ''))).toBe(expected.msat)
          expect(new Set(rows.map(({ row_id }) => row_id)).size).toBe(rows.length)
          const streams = rows.filter(({ action }) => action === 'stream')
          const summed = streams.map(({ message = '' }) => Number(/^(\d+) payments$/.exec(message)?.[1]))
          expect(rows.length - streams.length + summed.reduce((sum, n) => sum + n, 0)).toBe(expected.count)
        }
      }),
      { numRuns: runsOf(8) },
    )
  })
})
