import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { PassThrough } from 'node:stream'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'
import type { Io } from '#scripts/cli/command.ts'
import { runReadout } from '#tests/helper/run-readout.ts'
import { createTestDatabase, type TestDatabase } from '#tests/helper/test-db.ts'
import { boostagram, hash, helipadDatabase, invoice, row } from '#tests/helper/wallet-files.ts'

let database: TestDatabase
let folder: string
beforeAll(async () => {
  database = await createTestDatabase()
})
beforeEach(async () => {
  await sql`truncate shows, wallets, supporters, payments, audit_log cascade`.execute(database.db)
  folder = mkdtempSync(join(inject('runFolder'), 'import-'))
})
afterAll(() => database.drop())

const readout = (argv: string[], overrides: Partial<Io> = {}) => runReadout(database.url, argv, overrides)

/** Writes a file into the test's folder. @returns its path */
function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

async function payments() {
  return await database.db
    .selectFrom('payments')
    .innerJoin('wallets', 'wallets.id', 'payments.wallet_id')
    .select(['ref', 'amount_msat', 'rail', 'message', 'memo', 'wallets.name as wallet', 'settled_at'])
    .orderBy('settled_at')
    .orderBy('ref')
    .execute()
}
const sightings = () => database.db.selectFrom('sightings').select('ref').execute()
const rejectsOf = (path: string) =>
  readFileSync(`${path}.rejects.ndjson`, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))

describe('an LND file', () => {
  it('of the REST call is read, its open invoices are skipped, and it may be read again', async () => {
    const invoices = [
      invoice(1),
      invoice(2, { state: 'OPEN', settled: false }),
      invoice(3, { state: 'CANCELED', settled: false }),
      invoice(4, { r_hash: 'short' }),
      invoice(5),
    ]
    const path = file(
      'invoices.json',
      JSON.stringify({ first_index_offset: '1', invoices, last_index_offset: '5' }, null, 2),
    )
    const { status, out, told } = await readout(['import', 'lnd', path, '--source', 'my node'])
    expect({ status, told }).toEqual({ status: 0, told: '' })
    expect(out).toContain(
      '5 rows read: 2 recorded, 0 updated, 0 duplicates, 0 conflicts, 1 rejected, 2 skipped.',
    )
    expect(out).toContain('Skipped: 1 not settled (OPEN); 1 not settled (CANCELED).')
    expect(await payments()).toMatchObject([
      { ref: '1', amount_msat: 1_000_501, message: 'boost 1', wallet: 'my node', rail: 'keysend' },
      { ref: '5', amount_msat: 1_000_505, message: 'boost 5' },
    ])
    const [reject] = rejectsOf(path)
    expect(reject).toMatchObject({
      row: 4,
      error: 'r_hash must be the payment hash.',
      raw: { r_hash: 'short' },
    })
    expect(JSON.stringify(reject)).not.toContain('preimage')

    const again = await readout(['import', 'lnd', path, '--source', 'my node'])
    expect(again.out).toContain('0 recorded, 0 updated, 2 duplicates')
    expect(await payments()).toHaveLength(2)
  })

  it('of lncli, whose bytes are hex, gives the same', async () => {
    const hex = (n: number) => ({
      r_hash: hash(n),
      htlcs: [{ state: 'SETTLED', custom_records: { '7629169': boostagram(`boost ${n}`).toString('hex') } }],
    })
    const path = file('invoices.json', JSON.stringify({ invoices: [invoice(1, hex(1)), invoice(2, hex(2))] }))
    expect((await readout(['import', 'lnd', path, '--source', 'node', '--wallet', 'savings'])).status).toBe(0)
    expect(await payments()).toMatchObject([
      { message: 'boost 1', wallet: 'savings' },
      { message: 'boost 2', wallet: 'savings' },
    ])
    const rest = file('rest.json', JSON.stringify([invoice(1), invoice(2)]))
    const { out } = await readout(['import', 'lnd', rest, '--source', 'node'])
    expect(out).toContain('0 recorded, 0 updated, 2 duplicates')
  })

  it('that is cut off keeps what is whole', async () => {
    const whole = JSON.stringify({ invoices: [invoice(1), invoice(2)] })
    const path = file('cut.json', whole.slice(0, -50))
    const { status, out } = await readout(['import', 'lnd', path, '--source', 'node'])
    expect(status).toBe(0)
    expect(out).toContain('1 recorded')
    expect(rejectsOf(path)).toEqual([
      { row: 2, error: 'The file is cut off in the middle of this.', raw: null },
    ])
  })
})

describe("Helipad's", () => {
  it('database meets the node of its wallet by its index, and brings what is missing there', async () => {
    const lnd = file(
      'invoices.json',
      JSON.stringify({ invoices: [invoice(1), invoice(2), invoice(3, { htlcs: [] })] }),
    )
    await readout(['import', 'lnd', lnd, '--source', 'node'])
    const path = helipadDatabase(folder, 'database.db', [
      row(1),
      row(2),
      row(3),
      row(4),
      row(5, { value_msat: -1 }),
    ])
    const { status, out } = await readout([
      'import',
      'helipad',
      path,
      '--source',
      'helipad',
      '--wallet',
      'node',
    ])
    expect(status).toBe(0)
    expect(out).toContain(
      '5 rows read: 1 recorded, 1 updated, 2 duplicates, 0 conflicts, 1 rejected, 0 skipped.',
    )
    expect(await payments()).toMatchObject([
      { ref: '1', amount_msat: 1_000_501, wallet: 'node' },
      { ref: '2', amount_msat: 1_000_502 },
      { ref: '3', amount_msat: 1_000_503, message: 'boost 3' },
      { ref: '4', amount_msat: 1_000_000 },
    ])
    expect(await sightings()).toHaveLength(7)
  })

  it('older database lacks columns, a newer one has more, and what was sent is left alone', async () => {
    const { tlv: _, ...old } = row(1)
    const older = helipadDatabase(folder, 'old.db', [old])
    const newer = helipadDatabase(folder, 'new.db', [
      row(2, { list_type: 1, memo: null, reply_sent: 0 }),
      row(3, { list_type: 3, memo: null, reply_sent: 0 }),
      row(4, {
        list_type: 0,
        tlv: '',
        action: 5,
        message: '',
        sender: '',
        podcast: '',
        memo: 'lunch',
        reply_sent: 0,
      }),
    ])
    await readout(['import', 'helipad', older, '--source', 'helipad'])
    const { out } = await readout(['import', 'helipad', newer, '--source', 'helipad'])
    expect(out).toContain('Skipped: 1 sent, not received.')
    expect(await payments()).toMatchObject([
      { ref: '1', message: 'boost 1' },
      { ref: '2', message: 'boost 2' },
      { ref: '4', message: null, memo: 'lunch' },
    ])
  })

  it('database that it has open is read with what is in its log only', async () => {
    const path = helipadDatabase(folder, 'database.db', [row(1)])
    const helipad = new DatabaseSync(path)
    helipad.exec('pragma journal_mode = wal; pragma wal_autocheckpoint = 0')
    helipad.exec('insert into boosts (idx, time, value_msat, action) values (9, 1652640009, 5000, 1)')
    const { out } = await readout(['import', 'helipad', path, '--source', 'helipad'])
    helipad.close()
    expect(out).toContain('2 rows read: 2 recorded')
  })

  it('numbers beyond what JavaScript holds are refused alone', async () => {
    const path = helipadDatabase(folder, 'database.db', [row(1, { value_msat: 2n ** 60n }), row(2)])
    const { out } = await readout(['import', 'helipad', path, '--source', 'helipad'])
    expect(out).toContain('1 recorded, 0 updated, 0 duplicates, 0 conflicts, 1 rejected')
    expect(rejectsOf(path)[0]).toMatchObject({ row: 1, raw: { value_msat: '1152921504606846976' } })
  })

  it('CSV is told by its content, and gives the same payments', async () => {
    const header =
      'count,index,time,timezone,value_sat,value_sat_total,value_msat,value_msat_total,action,action_name,sender,app,message,podcast,episode,remote_podcast,remote_episode,custom_key,custom_value,memo'
    const lines = [
      header,
      '1,101,2022-05-15 18:40:01,UTC,1000,2000,1000000,2000000,2,boost,marcel,Fountain,"commas, and ""quotes""",Kill Show,Episode 8,,,,,',
      '2,102,2022-05-15 18:40:02,UTC,10,10,10000,10000,1,stream,,Fountain,,Kill Show,Episode 8,,,,,',
      '3,103,noon,UTC,10,10,10000,10000,1,stream,,Fountain,,Kill Show,Episode 8,,,,,',
      '4,"104,2022-05-15',
      '5,105,2022-05-15 18:40:05,UTC,7,7,7000,7000,2,boost,winebear,Fountain,last,Kill Show,,,,,,',
    ]
    const path = file('boosts.db', `\ufeff${lines.join('\r\n')}\r\n`)
    const { status, out } = await readout(['import', 'helipad', path, '--source', 'helipad'])
    expect(status).toBe(0)
    expect(out).toContain('5 rows read: 3 recorded, 0 updated, 0 duplicates, 0 conflicts, 2 rejected')
    expect(await payments()).toMatchObject([
      {
        ref: '101',
        amount_msat: 1_000_000,
        message: 'commas, and "quotes"',
        settled_at: new Date('2022-05-15T18:40:01Z'),
      },
      { ref: '102', amount_msat: 10_000 },
      { ref: '105', message: 'last' },
    ])
    expect(rejectsOf(path).map(({ row: at, error }) => [at, error])).toEqual([
      [4, 'time must be a time.'],
      [5, expect.stringMatching(/CSV|columns/)],
    ])
  })
})

describe('a file of the Alby API', () => {
  it('is read', async () => {
    const settled = {
      amount: 210,
      boostagram: { action: 'boost', podcast: 'Kill Show', message: 'from Alby', sender_name: 'wes' },
      identifier: 'abc',
      memo: '',
      payment_hash: hash(1),
      settled: true,
      settled_at: '2026-01-02T03:04:05.000Z',
      state: 'SETTLED',
      type: 'incoming',
    }
    const path = file(
      'alby.json',
      JSON.stringify([
        settled,
        { ...settled, state: 'CREATED', settled: false },
        { ...settled, amount: 'much' },
      ]),
    )
    const { status, out } = await readout(['import', 'alby', path, '--source', 'alby'])
    expect(status).toBe(0)
    expect(out).toContain(
      '3 rows read: 1 recorded, 0 updated, 0 duplicates, 0 conflicts, 1 rejected, 1 skipped.',
    )
    expect(await payments()).toMatchObject([{ ref: 'abc', amount_msat: 210_000, message: 'from Alby' }])
  })
})

describe('a file of NDJSON', () => {
  it('takes the source of each row, else the one that is named', async () => {
    const one = { id: 'a', settled_at: 1_652_640_000, amount_msat: 1_000, memo: 'x' }
    const lines = [
      JSON.stringify(one),
      '',
      'nonsense',
      JSON.stringify({ ...one, source: 'other' }),
      '{"id": "b"}',
    ]
    const path = file('payments.ndjson', lines.join('\n'))
    const { status, out } = await readout(['import', 'ndjson', path, '--source', 'mine'])
    expect(status).toBe(0)
    expect(out).toContain('4 rows read: 2 recorded, 0 updated, 0 duplicates, 0 conflicts, 2 rejected')
    expect((await payments()).map(({ wallet }) => wallet).sort()).toEqual(['mine', 'other'])
    expect(rejectsOf(path)).toEqual([
      { row: 2, error: 'This is not JSON.', raw: 'nonsense' },
      { row: 4, error: expect.stringMatching(/^settled_at is missing/), raw: { id: 'b' } },
    ])
  })

  it('without a reject leaves no file of rejects', async () => {
    const path = file(
      'payments.ndjson',
      `${JSON.stringify({ id: 'a', settled_at: 1_652_640_000, amount_msat: 1 })}\n`,
    )
    await readout(['import', 'ndjson', path, '--source', 'mine'])
    expect(await readdir(folder)).toEqual(['payments.ndjson'])
  })

  it('is written down in the audit log', async () => {
    const path = file(
      'payments.ndjson',
      `${JSON.stringify({ id: 'a', settled_at: 1_652_640_000, amount_msat: 1 })}\n`,
    )
    await readout(['import', 'ndjson', path, '--source', 'mine'])
    expect(await database.db.selectFrom('audit_log').selectAll().execute()).toMatchObject([
      {
        action: 'readout import',
        actor_kind: 'command',
        actor_name: 'chris',
        detail: { kind: 'ndjson', recorded: 1 },
      },
    ])
  })

  it('that is stopped keeps what it read, says so, and ends with 130', async () => {
    const stop = new AbortController()
    const rows = Array.from({ length: 20_000 }, (_, n) =>
      JSON.stringify({ id: `${n}`, settled_at: 1_652_640_000 + n, amount_msat: 1 }),
    )
    const path = file('payments.ndjson', rows.join('\n'))
    const terminal = Object.assign(new PassThrough(), { columns: 60 })
    let drawn = ''
    terminal.on('data', (text) => {
      drawn += text
      if (/[1-9],\d{3} rows/.test(drawn)) stop.abort()
    })
    const run = await readout(['import', 'ndjson', path, '--source', 'mine'], {
      signal: stop.signal,
      terminal,
    })
    expect(run.status).toBe(130)
    expect(drawn).toMatch(/[█░]{24} \d+%, /)
    const recorded = Number(/(\S+) recorded/.exec(run.out)?.[1]?.replace(',', ''))
    expect(recorded).toBeGreaterThanOrEqual(1_000)
    expect(recorded).toBeLessThan(20_000)
    expect(await payments()).toHaveLength(recorded)
  })
})

describe('what is no such file', () => {
  it.each<[string, string, string | Uint8Array, RegExp]>([
    ['an object without invoices', 'lnd', '{"payments": []}', /no list of LND's invoices/],
    ['text', 'lnd', 'hello', /no list of LND's invoices/],
    ['nothing', 'lnd', '', /no list of LND's invoices/],
    ['a list of something else', 'lnd', '[{"payment_hash": "aa"}]', /no list of LND's invoices/],
    ['an LND file', 'alby', JSON.stringify({ invoices: [{ r_hash: 'aa' }] }), /no list of the Alby API's/],
    ['JSON', 'helipad', '[]', /neither Helipad's database nor its CSV/],
    ['an empty file', 'helipad', '', /neither Helipad's database nor its CSV/],
    ['another CSV', 'helipad', 'date,amount\n1,2\n', /neither Helipad's database nor its CSV/],
    ['a broken database', 'helipad', `SQLite format 3\0${'x'.repeat(5_000)}`, /no database of Helipad/],
    ['text over several lines', 'ndjson', '[\n  1,\n  2\n]', /one JSON object a line/],
    ['bytes', 'ndjson', Uint8Array.of(0xff, 0xfe, 0, 10, 1), /one JSON object a line/],
  ])('%s is refused as %s with a sentence and status 1', async (_name, kind, content, sentence) => {
    const { status, told, out } = await readout(['import', kind, file('x.dat', content), '--source', 'a'])
    expect(status).toBe(1)
    expect(told).toMatch(sentence)
    expect(told).not.toContain('    at ')
    expect(out).toBe('')
    expect(await payments()).toEqual([])
  })

  it('a database of something else is refused', async () => {
    const path = join(folder, 'other.db')
    const db = new DatabaseSync(path)
    db.exec('create table notes (text)')
    db.close()
    const { status, told } = await readout(['import', 'helipad', path, '--source', 'a'])
    expect(status).toBe(1)
    expect(told).toMatch(/no database of Helipad: no such table: boosts/)
  })

  it('a file that is not there, or a folder, is refused', async () => {
    expect(await readout(['import', 'lnd', join(folder, 'none'), '--source', 'a'])).toMatchObject({
      status: 1,
      told: expect.stringMatching(/^There is no file/),
    })
    expect(await readout(['import', 'lnd', folder, '--source', 'a'])).toMatchObject({
      status: 1,
      told: expect.stringMatching(/is no file\.$/),
    })
  })

  it.each([
    [['import'], /KIND is missing/],
    [['import', 'lnd'], /FILE is missing/],
    [['import', 'pigeon', 'x', '--source', 'a'], /There is no kind "pigeon"/],
    [['import', 'lnd', 'x'], /--source is missing/],
    [['import', 'lnd', 'x', '--source', 'a', '--wallet', ' '], /1 to 200 characters/],
    [['import', 'lnd', 'x', '--source', 'a', '--what'], /--what/],
  ])('%j is a wrong call', async (argv, sentence) => {
    const { status, told } = await readout(argv)
    expect(status).toBe(2)
    expect(told).toMatch(sentence)
    expect(told).toContain('readout import lnd|helipad|alby|ndjson FILE --source NAME')
  })
})
