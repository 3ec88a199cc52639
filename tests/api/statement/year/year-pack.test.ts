import { execFileSync } from 'node:child_process'
import { hash } from 'node:crypto'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Uint8ArrayReader, Uint8ArrayWriter, ZipReader } from '@zip.js/zip.js'
import request from 'supertest'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { createApp } from '#api/app.ts'
import { yearQuerySchema } from '#api/contract/statement.ts'
import { recordReports } from '#api/intake/record-reports.ts'
import { makeStatement } from '#api/statement/build-statement.ts'
import { statementAsMarkdown } from '#api/statement/statement-as-markdown.ts'
import { planYear } from '#api/statement/year/plan-year.ts'
import { type Credential, keyCredential } from '#tests/helper/credential.ts'
import { findTool } from '#tests/helper/find-tool.ts'
import { makeEntry } from '#tests/helper/make-entry.ts'
import { shareDatabase } from '#tests/helper/share-database.ts'
import type { TestContext } from '#tests/helper/test-context.ts'

const unzip = findTool('unzip', 'Info-ZIP')
const makeContext = shareDatabase()
let now = new Date('2026-03-15T00:00:00Z')
let ctx: TestContext
let admin: Credential
beforeAll(async () => {
  ctx = await makeContext({ now: () => now })
  admin = await keyCredential(ctx, ['admin'])
  await pay('january', '2026-01-05T10:00:00Z', 21_001)
  await pay('february', '2026-02-05T10:00:00Z', 1_000)
  await ctx.db.updateTable('shows').set({ status: 'kept' }).execute()
  await ask('/rates', { currency: 'USD', at: '2026-01-05', price: '100000' })
  await ask('/months', { month: '2026-01', show: 'kill-show' })
  await pay('late', '2026-01-06T10:00:00Z', 500)
  await ask('/months', { month: '2026-02', show: 'kill-show' })
})
afterAll(() => ctx.close())

async function pay(id: string, settled_at: string, amount_msat: number): Promise<void> {
  await recordReports(ctx.db, [
    makeEntry({ boostagram: { podcast: 'Kill Show' }, id, settled_at, amount_msat }),
  ])
}

async function ask(path: string, body: object) {
  const answer = await request(createApp(ctx)).post(`/api/v1${path}`).set(admin).send(body)
  expect(answer.status, answer.text).toBeLessThan(300)
}

async function pack(
  query = 'year=2026&show=kill-show',
): Promise<{ bytes: Buffer; files: Map<string, Buffer> }> {
  const answer = await request(createApp(ctx))
    .get(`/api/v1/statements/year.zip?${query}`)
    .set(admin)
    .buffer(true)
    .parse((res, done) => {
      const chunks: Buffer[] = []
      res.on('data', (chunk: Buffer) => chunks.push(chunk))
      res.on('end', () => done(null, Buffer.concat(chunks)))
    })
  expect(answer.status).toBe(200)
  const bytes: Buffer = answer.body
  const files = new Map<string, Buffer>()
  for (const entry of await new ZipReader(new Uint8ArrayReader(bytes)).getEntries())
    if (!entry.directory) files.set(entry.filename, Buffer.from(await entry.getData(new Uint8ArrayWriter())))
  return { bytes, files }
}

describe('a year of the books as one file', () => {
  it('states the year and its open months of one reading as each by itself', async () => {
    const plan = await planYear(ctx, yearQuerySchema.parse({ year: '2026', show: 'kill-show' }))
    const { files } = await pack()
    for (const part of [...plan.months].filter(({ kept }) => kept === null)) {
      const alone = await makeStatement(ctx, { ...part.query, also: [] })
      expect(String(files.get(`${part.name}/statement.md`))).toBe(statementAsMarkdown(alone))
    }
    expect(plan.months.map(({ kept }) => kept !== null)).toEqual([true, true, false])
  })

  it('has statement, receipts and journal of each month that has begun, with prices, adjustments and a README', async () => {
    const { files } = await pack()
    const months = ['2026-01', '2026-02', '2026-03']
    expect([...files.keys()]).toEqual([
      ...months.flatMap((month) =>
        ['statement.pdf', 'statement.md', 'receipts.csv', 'journal.journal'].map(
          (name) => `${month}/${name}`,
        ),
      ),
      'statement-2026.pdf',
      'adjustments.csv',
      'prices.csv',
      'README.txt',
    ])
    const text = (name: string) => String(files.get(name))
    expect(text('adjustments.csv').split('\r\n')).toEqual([
      'month,stands_in,receipts,amount_sats,fee_sats,value,value_currency,other_money',
      '2026-01,2026-02,1,0.500,0.000,0.00000000,USD,',
      '',
    ])
    expect(text('prices.csv')).toContain('2026-01-05T00:00:00Z,day,USD,100000,by hand,hand,1')
    expect(text('2026-01/receipts.csv')).toMatch(/count=2; amount_msat=21501/)
    expect(text('2026-01/statement.md')).toContain('21.001')
    expect(text('README.txt')).toMatch(/2026-01 {3}closed .* 1 +21\.001/)
    expect(text('README.txt')).toMatch(/2026-03 {3}draft/)
  })

  it('is the same bytes for closed months whenever it is made', async () => {
    const digests = async () => {
      const { files } = await pack()
      return [...files]
        .filter(([name]) => /^2026-0[12]\//.test(name))
        .map(([name, bytes]) => [name, hash('sha256', bytes)])
    }
    const before = await digests()
    now = new Date('2026-03-20T12:34:56Z')
    expect(await digests()).toEqual(before)
  })

  it('is the same bytes as a whole where the year is over and all of it is closed', async () => {
    await pay('of 2025', '2025-07-05T10:00:00Z', 7_000)
    for (let month = 1; month <= 12; month++)
      await ask('/months', { month: `2025-${String(month).padStart(2, '0')}`, show: 'kill-show' })
    const { bytes } = await pack('year=2025&show=kill-show')
    now = new Date('2027-02-05T00:00:00Z')
    expect(hash('sha256', (await pack('year=2025&show=kill-show')).bytes)).toBe(hash('sha256', bytes))
  })

  it.skipIf(unzip === null)('is a ZIP that other programs unpack', async () => {
    const folder = mkdtempSync(join(inject('runFolder'), 'year-'))
    writeFileSync(join(folder, 'year.zip'), (await pack('year=2026')).bytes)
    execFileSync(unzip ?? '', ['-q', 'year.zip'], { cwd: folder })
    expect(String(readFileSync(join(folder, '2026-01/receipts.csv')))).toMatch(/^row_id,/)
  })

  it('is refused in words where the year is yet to come', async () => {
    const answer = await request(createApp(ctx)).get('/api/v1/statements/year.zip?year=2031').set(admin)
    expect([answer.status, answer.body.detail]).toEqual([404, '2031 is yet to come: there is nothing of it.'])
  })
})
