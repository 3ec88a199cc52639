import { inflateSync } from 'node:zlib'
import request from 'supertest'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createApp } from '#api/app.ts'
import type { Statement } from '#api/contract/statement.ts'
import { recordReports } from '#api/intake/record-reports.ts'
import { statementAsDocument } from '#api/statement/pdf/statement-as-document.ts'
import { type Credential, keyCredential } from '#tests/helper/credential.ts'
import { makeEntry } from '#tests/helper/make-entry.ts'
import { shareDatabase } from '#tests/helper/share-database.ts'
import type { TestContext } from '#tests/helper/test-context.ts'

const makeContext = shareDatabase()
let ctx: TestContext
let admin: Credential
beforeAll(async () => {
  ctx = await makeContext({ now: () => new Date('2026-12-15T00:00:00Z') })
  admin = await keyCredential(ctx, ['admin'])
  await pay('first', 21_001)
  await ctx.db.updateTable('shows').set({ status: 'kept' }).execute()
})
afterAll(() => ctx.close())

async function pay(id: string, amount_msat: number): Promise<void> {
  const settled_at = '2026-10-05T10:00:00Z'
  await recordReports(ctx.db, [
    makeEntry({ boostagram: { podcast: 'Kill Show 🎙' }, id, settled_at, amount_msat }),
  ])
}

async function pdfOf(query: string) {
  const answer = await request(createApp(ctx))
    .get(`/api/v1/statements/statement.pdf?${query}`)
    .set(admin)
    .buffer(true)
    .parse((res, done) => {
      const chunks: Buffer[] = []
      res.on('data', (chunk: Buffer) => chunks.push(chunk))
      res.on('end', () => done(null, Buffer.concat(chunks)))
    })
  expect(answer.status).toBe(200)
  const bytes: Buffer = answer.body
  return { bytes, headers: answer.headers }
}

/** How many pages a PDF has, and that what it packs can be unpacked. */
function pagesOf(bytes: Buffer): number {
  const text = bytes.toString('latin1')
  expect(text.startsWith('%PDF-')).toBe(true)
  expect(text.trimEnd().endsWith('%%EOF')).toBe(true)
  for (const match of text.matchAll(/\/Filter \/FlateDecode\s*>>\s*stream\r?\n/g))
    inflateSync(bytes.subarray(match.index + match[0].length))
  return Number(/\/Type \/Pages[\s\S]*?\/Count (\d+)|\/Count (\d+)/.exec(text)?.slice(1).find(Boolean))
}

/** All that a document says, in its order. */
function wordsOf(statement: Statement, closed: { at: string; by: string } | null = null): string {
  const found: string[] = []
  JSON.stringify(
    statementAsDocument(statement, { issuer: ['Kill Media', '1 Main Street'], closed }).content,
    (_, value) => {
      if (typeof value === 'string') found.push(value)
      return value
    },
  )
  return found.join('\n')
}

describe('the statement as a PDF', () => {
  it('is named by its show and month, and has one page', async () => {
    const { bytes, headers } = await pdfOf('show=kill-show&from=2026-10-01&to=2026-10-31&issuer=Kill%20Media')
    expect(headers['content-type']).toBe('application/pdf')
    expect(headers['content-disposition']).toBe('inline; filename="statement-kill-show-2026-10.pdf"')
    expect(pagesOf(bytes)).toBe(1)
  })

  it('says who, when, how much by what, and how it was valued', async () => {
    const query = 'show=kill-show&from=2026-10-01&to=2026-10-31'
    const { body } = await request(createApp(ctx)).get(`/api/v1/statements?${query}`).set(admin)
    const draft = wordsOf(body)
    for (const words of [
      'Kill Media',
      '1 Main Street',
      'Statement of receipts, October 2026',
      'Draft: not closed, as of 15 December 2026',
      'Days of UTC',
      '21.001',
      'no price',
      `Checksum ${body.total.checksum}`,
      'Signature',
    ])
      expect(draft).toContain(words)
    // What has no price is worth nothing that is known, not 0.
    expect(draft).toMatch(/^Boosts\n1\nright\n21\.001\nright\n1\nright\nno price$/m)
    expect(wordsOf(body, { at: '2026-12-01T10:00:00Z', by: 'Ann' })).toContain(
      'Closed on 1 December 2026 by Ann',
    )
  })

  it('is of a closed month as it was closed, whatever came since', async () => {
    const query = 'from=2026-10-01&to=2026-10-31'
    const closed = await request(createApp(ctx)).post('/api/v1/months').set(admin).send({ month: '2026-10' })
    expect(closed.status, closed.text).toBe(201)
    const before = await pdfOf(query)
    await pay('late', 5_000_000)
    const after = await pdfOf(query)
    // Only the time at which it was made, and an id of that, may differ.
    const timeless = (bytes: Buffer) =>
      bytes
        .toString('latin1')
        .replaceAll(/D:\d{14}Z?/g, '')
        .replaceAll(/\/ID \[.*?\]/gs, '')
    expect(timeless(after.bytes)).toBe(timeless(before.bytes))
  })
})
