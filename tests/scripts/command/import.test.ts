import { readdir } from 'node:fs/promises'
import { PassThrough } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { boostagram, hash, invoice } from '#tests/helper/wallet-files.ts'
import { openImport, rejectsOf } from '#tests/scripts/command/open-import.ts'

const imported = openImport()
const { readout, file, payments } = imported

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
    expect(await readdir(imported.folder)).toEqual(['payments.ndjson'])
  })

  it('is written down in the audit log', async () => {
    const path = file(
      'payments.ndjson',
      `${JSON.stringify({ id: 'a', settled_at: 1_652_640_000, amount_msat: 1 })}\n`,
    )
    await readout(['import', 'ndjson', path, '--source', 'mine'])
    expect(await imported.db.selectFrom('audit_log').selectAll().execute()).toMatchObject([
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
