import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import fc from 'fast-check'
import { sql } from 'kysely'
import request from 'supertest'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { createApp } from '#api/app.ts'
import { findTool } from '#tests/api/export/find-tool.ts'
import { type History, history, recordHistory } from '#tests/api/export/history.ts'
import { type Credential, keyCredential } from '#tests/helper/credential.ts'
import { createTestContext, type TestContext } from '#tests/helper/test-context.ts'

const run = promisify(execFile)
const TOOLS = [
  { tool: 'bean-check', from: 'beancount', profile: 'beancount', args: (file: string) => [file] },
  { tool: 'hledger', from: 'hledger', profile: 'hledger', args: (file: string) => ['-f', file, 'check'] },
  { tool: 'ledger', from: 'ledger', profile: 'hledger', args: (file: string) => ['-f', file, 'balance'] },
].map((one) => ({ ...one, path: findTool(one.tool, `the package ${one.from}`) }))

let ctx: TestContext
let key: Credential
let folder: string
beforeAll(async () => {
  ctx = await createTestContext()
  key = await keyCredential(ctx, ['export'])
  folder = await mkdtemp(join(inject('runFolder'), 'journals-'))
})
afterAll(async () => {
  await rm(folder, { recursive: true, force: true })
  await ctx.close()
})

async function get(query: string): Promise<string> {
  const { text, status } = await request(createApp(ctx))
    .get(`/api/v1/exports/payments.csv?currency=EUR&${query}`)
    .set(key)
  expect(status, text).toBe(200)
  return text
}

/** What one posting may look like. */
const AMOUNT = String.raw`-?\d+(?:\.\d+)? [A-Z]{3,4}(?: @@ \d+\.\d+ [A-Z]{3})?`
const GRAMMAR = {
  beancount: {
    skip: /^(option "operating_currency" "EUR"|plugin "beancount\.plugins\.auto_accounts"|\d{4}-\d\d-\d\d price SATS \d+\.\d{12} EUR|;.*|)$/,
    first: /^\d{4}-\d\d-\d\d \* "(?:[^"\\\p{Cc}]|\\["\\])*" "(?:[^"\\\p{Cc}]|\\["\\])*"$/u,
    meta: /^ {2}[a-z][a-z_]*: "(?:[^"\\\p{Cc}]|\\["\\])*"$/u,
    posting: new RegExp(
      `^ {2}(?:Assets|Income|Expenses)(?::[\\p{Lu}\\p{N}][\\p{L}\\p{N}-]*)+(?:  ${AMOUNT})?$`,
      'u',
    ),
  },
  hledger: {
    skip: /^(P \d{4}-\d\d-\d\d SATS \d+\.\d{12} EUR|;.*|)$/,
    first: /^\d{4}-\d\d-\d\d \*(?: [^\s(*!=;|][^;|\p{Cc}]*)?$/u,
    meta: /^ {4}; [^\p{Cc}]*$/u,
    posting: new RegExp(
      `^ {4}(?:assets|income|expenses)(?::(?:[^\\s:;|()[\\]]| (?! ))+)+(?:  ${AMOUNT})?$`,
      'u',
    ),
  },
}

/** Reads a journal line by line. @returns what was posted to wallets, in msat, and how many entries there are */
function readJournal(text: string, profile: keyof typeof GRAMMAR) {
  const { skip, first, meta, posting } = GRAMMAR[profile]
  let entries = 0
  let msat = 0n
  // Other line ends than LF would break a line for some tools.
  expect(text).not.toMatch(/[\r\v\f\u0085\u2028\u2029]/)
  for (const block of text.split('\n\n')) {
    const lines = block.split('\n').filter((line) => !skip.test(line))
    if (lines.length === 0) continue
    const [head = '', ...rest] = lines
    expect(head).toMatch(first)
    const postings = rest.filter((line) => !meta.test(line))
    for (const line of postings) expect(line).toMatch(posting)
    expect(postings.length).toBeGreaterThan(1)
    expect(postings.filter((line) => !/ {2}-?\d[^ ]* [A-Z]+/.test(line))).toHaveLength(1)
    const [, sats] = /^\s+assets:wallets:.* {2}(-?\d+\.\d{3}) SATS/i.exec(postings[0] ?? '') ?? []
    if (sats) msat += BigInt(sats.replace('.', ''))
    entries++
  }
  return { entries, msat }
}

/** What reached the wallets, after fees. */
function netOf({ payments }: History) {
  const kept = payments.filter(({ kind, setAside }, n) => !(setAside && n % 2 === 0) && kind !== 'free')
  const msat = kept.reduce((sum, { kind, amount, fee }) => {
    if (kind === 'fiat') return sum
    return sum + BigInt(kind === 'refund' ? -amount : amount) - BigInt(fee)
  }, 0n)
  return { entries: kept.length, msat }
}

describe('a journal of any history', () => {
  it.each(['beancount', 'hledger'] as const)(
    'is one of %s, with each receipt and every millisatoshi',
    async (profile) => {
      await fc.assert(
        fc.asyncProperty(history, async (made) => {
          await recordHistory(ctx, made)
          expect(readJournal(await get(`profile=${profile}`), profile)).toEqual(netOf(made))
          const { msat } = readJournal(await get(`profile=${profile}&streams=daily`), profile)
          expect(msat).toBe(netOf(made).msat)
        }),
        { numRuns: 10 },
      )
    },
  )

  describe.each(TOOLS)('as $profile', ({ tool, path, profile, args }) => {
    it.skipIf(path === null)(`is taken by ${tool}`, async () => {
      const file = join(folder, `${tool}.${profile}`)
      await fc.assert(
        fc.asyncProperty(history, async (made) => {
          await recordHistory(ctx, made)
          await sql`update payments set message = ${NASTY} where ref = 'p0' and message is not null`.execute(
            ctx.db,
          )
          for (const streams of ['each', 'daily']) {
            const text = await get(`profile=${profile}&streams=${streams}`)
            await writeFile(file, text)
            try {
              await run(path ?? '', args(file), { env: { ...process.env, LC_ALL: 'C.UTF-8', HOME: folder } })
            } catch (error) {
              throw new Error(`${error instanceof Error ? error.message : error}\n${text}`)
            }
          }
        }),
        { numRuns: 3 },
      )
    })
  })
})

const NASTY =
  'date: tomorrow, date2:x [=2026/13/44] [2026-99-99] row_id:: (1 + "x" ; | :a:b: @@ 5 EUR  {} \\" (A) ~ = 1'
