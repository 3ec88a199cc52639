import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { parse } from 'csv-parse/sync'
import request from 'supertest'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { createApp } from '#api/app.ts'
import { recordReports } from '#api/intake/record-reports.ts'
import { keyCredential } from '#tests/helper/credential.ts'
import { findTool } from '#tests/helper/find-tool.ts'
import { makeEntry } from '#tests/helper/make-entry.ts'
import { createTestContext, type TestContext } from '#tests/helper/test-context.ts'

const SOFFICE = findTool('soffice', 'LibreOffice Calc')
const run = promisify(execFile)
/** Comma, quote, UTF-8, from the first line on; written with numbers as they are rather than as shown. */
const READ = 'CSV:44,34,76,1'
const WRITE = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true,false,false'

const TEXTS = [
  '=1+1',
  '=HYPERLINK("http://example.com","click")',
  '+49 30 1234',
  '-5',
  '@SUM(A1:A9)',
  '\ttab first',
  "'quoted already",
  "'=1",
  '"; DROP TABLE "payments", and, commas',
  'two\nlines',
  'two\r\nlines, "quoted"',
  '007',
  '1e5',
  '1/2',
  '12:30',
  '2026-11-22',
  '1,234.50',
  '$5',
  '1.2E+09',
  '＝1+1',
  'é ß Ω Ж 中 한 ع',
  '🦆 𠮷 𝔸 \u{10FFFD} \u{E0041}',
  'TRUE',
  '  spaces around  ',
  '\\.',
  '',
]

describe.skipIf(SOFFICE === null)('LibreOffice', () => {
  let ctx: TestContext
  let folder: string
  beforeAll(async () => {
    ctx = await createTestContext()
    folder = await mkdtemp(join(inject('runFolder'), 'office-'))
    const hash = (n: number) => (n === 0 ? '1'.repeat(64) : `${n}e`.padStart(64, '3'))
    const outcomes = await recordReports(
      ctx.db,
      TEXTS.map((message, n) =>
        makeEntry({
          id: `${n}`,
          payment_hash: hash(n),
          // The largest has twelve digits in sats, the smallest one millisatoshi.
          amount_msat: n === 0 ? 999_999_999_999_999 : n === 1 ? 1 : 1_000_001 + n * 7_919_311,
          ...(n === 2 ? { refund_of: '0' } : {}),
          boostagram: { message, app_name: `App ${message}`, podcast: `Show ${n % 3}` },
        }),
      ),
    )
    expect(outcomes.filter(({ status }) => status === 'rejected')).toEqual([])
    await ctx.db.updateTable('shows').set({ status: 'kept' }).execute()
  })
  afterAll(async () => {
    await rm(folder, { recursive: true, force: true })
    await ctx.close()
  })

  it('opens the excel profile: texts stay texts, amounts are numbers, and their sum is that of the payments', async () => {
    const { text } = await request(createApp(ctx))
      .get('/api/v1/exports/payments.csv?profile=excel')
      .set(await keyCredential(ctx, ['export']))
    await writeFile(join(folder, 'books.csv'), text)
    await office('xlsx', join(folder, 'books.csv'), `--infilter=${READ}`)
    await office(WRITE, join(folder, 'books.xlsx'))
    await office('fods', join(folder, 'books.xlsx'))
    const file = await readFile(join(folder, 'out', 'books.csv'), 'utf8')
    const [head = [], ...written]: string[][] = parse(file, { bom: true })
    const cells = cellsOf(await readFile(join(folder, 'out', 'books.fods'), 'utf8'))
    const rows = written.map((record, n) =>
      Object.fromEntries(
        head.map((title, at) => [title, { text: record[at] ?? '', type: cells[n + 1]?.[at] }]),
      ),
    )
    const end = rows.pop()
    expect(end?.amount_sats).toEqual({ text: '', type: 'empty' })
    const stored = await ctx.db
      .selectFrom('payments')
      .select(['id', 'amount_msat', 'message', 'app'])
      .execute()
    expect(rows).toHaveLength(stored.length)
    let msat = 0
    for (const row of rows) {
      const receipt = stored.find(({ id }) => id === textOf(row.row_id))
      expect(lines(textOf(row.message))).toBe(lines(guard(receipt?.message ?? '')))
      expect(lines(textOf(row.app))).toBe(lines(receipt?.app ?? ''))
      expect(textOf(row.payment_hash)).toMatch(/^'?[0-9a-f]{64}$/)
      expect([row.amount_sats?.type, row.fee_sats?.type]).toEqual(['float', 'float'])
      expect(Number(row.amount_sats?.text) * 1000).toBeCloseTo(receipt?.amount_msat ?? Number.NaN, 0)
      msat += Math.round(Number(row.amount_sats?.text) * 1000)
    }
    expect(textOf(end?.boost_id)).toContain(`count=${TEXTS.length}; amount_msat=${msat};`)
    expect(file).not.toMatch(/,-?\d+(\.\d+)?E[+-]?\d+,/)
  })

  async function office(to: string, file: string, ...more: string[]) {
    const profile = pathToFileURL(join(folder, 'profile')).href
    const out = to === 'xlsx' ? folder : join(folder, 'out')
    await run(
      SOFFICE ?? '',
      [
        `-env:UserInstallation=${profile}`,
        '--headless',
        '--norestore',
        ...more,
        '--convert-to',
        to,
        '--outdir',
        out,
        file,
      ],
      { env: { ...process.env, HOME: folder, LC_ALL: 'C.UTF-8' }, timeout: 60_000 },
    )
  }
})

/** What each cell of a flat OpenDocument sheet is: `string`, `float`, `date`, `empty`. */
function cellsOf(sheet: string): string[][] {
  return [...sheet.matchAll(/<table:table-row.*?<\/table:table-row>/gs)].map(([row]) =>
    [...row.matchAll(/<table:table-cell([^>]*)>/g)].flatMap(([, attributes = '']) => {
      const [, type = 'empty'] = /office:value-type="(\w+)"/.exec(attributes) ?? []
      const [, times = '1'] = /number-columns-repeated="(\d+)"/.exec(attributes) ?? []
      return Array<string>(Number(times)).fill(type)
    }),
  )
}

/** A cell that has to be a text. */
function textOf(cell: { text: string; type: string | undefined } | undefined): string {
  if (cell?.type !== 'string' && cell?.text !== '') throw new Error(`${cell?.text} became a ${cell?.type}`)
  return cell.text
}

/** A cell has line feeds for line ends. */
function lines(text: string): string {
  return text.replace(/\r\n?/g, '\n')
}

/** A text as a spreadsheet has to show it. */
function guard(text: string): string {
  const rest = text.replace(/^'+/, '')
  return /^[=+\-@\t＝]|^\$?[\d][-\d.,:/eE+ ]*$|^TRUE$/.test(rest) ? `'${text}` : text
}
