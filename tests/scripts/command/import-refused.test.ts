import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import { openImport } from '#tests/scripts/command/open-import.ts'

const imported = openImport()
const { readout, file, payments } = imported

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
    const path = join(imported.folder, 'other.db')
    const db = new DatabaseSync(path)
    db.exec('create table notes (text)')
    db.close()
    const { status, told } = await readout(['import', 'helipad', path, '--source', 'a'])
    expect(status).toBe(1)
    expect(told).toMatch(/no database of Helipad: no such table: boosts/)
  })

  it('a file that is not there, or a folder, is refused', async () => {
    expect(await readout(['import', 'lnd', join(imported.folder, 'none'), '--source', 'a'])).toMatchObject({
      status: 1,
      told: expect.stringMatching(/^There is no file/),
    })
    expect(await readout(['import', 'lnd', imported.folder, '--source', 'a'])).toMatchObject({
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
    expect(told).toContain('readout import lnd|helipad|alby|lnbits|ndjson FILE --source NAME')
  })
})
