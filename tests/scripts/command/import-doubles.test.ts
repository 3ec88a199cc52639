import { Readable } from 'node:stream'
import { beforeEach, describe, expect, it } from 'vitest'
import { hash, helipadDatabase, hexAsBase64, invoice, row } from '#tests/helper/wallet-files.ts'
import { openImport } from '#tests/scripts/command/open-import.ts'

const imported = openImport()
const { readout, file, payments } = imported

describe('a file whose payments another wallet has already', () => {
  const rows = Array.from({ length: 40 }, (_, n) => row(n + 1))
  const wrong = () => [
    'import',
    'helipad',
    helipadDatabase(imported.folder, 'imported.db', rows),
    '--source',
    'helipad',
  ]
  beforeEach(async () => {
    const invoices = Array.from({ length: 40 }, (_, n) => invoice(n + 1))
    await readout(['import', 'lnd', file('invoices.json', JSON.stringify({ invoices })), '--source', 'node'])
  })

  it('stops before anything is counted twice, naming it', async () => {
    const { status, told, out } = await readout(wrong())
    expect(status).toBe(1)
    expect(told).toContain('40 of the first 40 new payments of this file are in the wallet "node" already')
    expect(told).toContain('--wallet "node"')
    expect(told).toContain('Nothing was recorded.')
    expect(out).toBe('')
    expect(await payments()).toHaveLength(40)
    expect(await imported.db.selectFrom('wallets').select('name').execute()).toEqual([{ name: 'node' }])
  })

  it('goes on with --yes, and into the same wallet without a question', async () => {
    const same = await readout([...wrong(), '--wallet', 'node'])
    expect(same).toMatchObject({ status: 0, told: '' })
    expect(same.out).toContain('40 duplicates')
    const { status, out } = await readout([...wrong().slice(0, 3), '--source', 'another', '--yes'])
    expect(status).toBe(0)
    expect(out).toContain('40 recorded')
    expect(await payments()).toHaveLength(80)
  })

  it.each([
    ['y', 0, 80],
    ['n', 1, 40],
  ])('asks at a terminal; %s', async (answer, status, recorded) => {
    const stdin = Object.assign(Readable.from([`${answer}\n`]), { isTTY: true })
    const run = await readout(wrong(), { stdin })
    expect(run.status).toBe(status)
    expect(run.told).toContain('Record them all the same? [y/N]')
    expect(await payments()).toHaveLength(recorded)
  })

  it('is no question where both sides know the hash: these meet or differ', async () => {
    const others = Array.from({ length: 40 }, (_, n) =>
      invoice(n + 1, { r_hash: hexAsBase64(hash(5_000 + n)) }),
    )
    const path = file('others.json', JSON.stringify({ invoices: others }))
    const { status, out } = await readout(['import', 'lnd', path, '--source', 'the other host'])
    expect(status).toBe(0)
    expect(out).toContain('40 recorded')
  })

  it('is no question where few are alike', async () => {
    const mixed = rows.map((each, n) => (n < 15 ? each : { ...each, time: each.time + 100_000 }))
    const path = helipadDatabase(imported.folder, 'mixed.db', mixed)
    expect(await readout(['import', 'helipad', path, '--source', 'helipad'])).toMatchObject({ status: 0 })
  })
})
