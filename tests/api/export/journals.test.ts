import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import fc from 'fast-check'
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { type History, history, recordHistory } from '#tests/api/export/history.ts'
import { READERS, type Sums } from '#tests/api/export/read-journal.ts'
import { shareBooks } from '#tests/api/export/share-books.ts'
import { runsOf, withinTime } from '#tests/helper/runs.ts'

const books = shareBooks()
const get = (query: string) => books.export(`payments.csv?currency=EUR&${query}`)

/** What one posting may look like. */
const AMOUNT = String.raw`-?\d+(?:\.\d+)? [A-Z]{3,4}(?: @@ \d+\.\d+ [A-Z]{3})?`
/** Whole numbers, and commas before digits that are not a multiple of three: they mean the same in every style. */
const NEUTRAL = String.raw`\(unround\(-?\d+ [A-Z]{3,4}(?: / 10+)?\)\)(?: @@ \d+,\d{8} [A-Z]{3})?`
const ENTRY = {
  first: /^\d{4}-\d\d-\d\d \*(?: [^\s(*!=;|][^;|\p{Cc}]*)?$/u,
  meta: /^ {4}; [^\p{Cc}]*$/u,
}
const posting = (amount: string) =>
  new RegExp(`^ {4}(?:assets|income|expenses)(?::(?:[^\\s:;|()[\\]]| (?! ))+)+(?:  ${amount})?$`, 'u')
const GRAMMAR = {
  beancount: {
    skip: /^(option "operating_currency" "EUR"|plugin "beancount\.plugins\.auto_accounts"|\d{4}-\d\d-\d\d price SATS \d+\.\d{12} EUR|;.*|)$/,
    first: /^\d{4}-\d\d-\d\d \* "(?:[^"\\\p{Cc}]|\\["\\])*" "(?:[^"\\\p{Cc}]|\\["\\])*"$/u,
    meta: /^ {2}[a-z][a-z_]*: "(?:[^"\\\p{Cc}]|\\["\\])*"$/u,
    posting: new RegExp(
      `^ {2}(?:Assets|Income|Expenses)(?::[\\p{Lu}\\p{Nd}][\\p{L}\\p{Nd}-]*)+(?:  ${AMOUNT})?$`,
      'u',
    ),
    bare: 1,
  },
  hledger: {
    ...ENTRY,
    skip: /^(decimal-mark \.|P \d{4}-\d\d-\d\d SATS \d+\.\d{12} EUR|;.*|)$/,
    posting: posting(AMOUNT),
    bare: 1,
  },
  ledger: {
    ...ENTRY,
    skip: /^(P \d{4}-\d\d-\d\d SATS \d+,\d{13} EUR|;.*|)$/,
    posting: posting(NEUTRAL),
    bare: 0,
  },
}

/** Reads a journal line by line. @returns what was posted to wallets, in msat, and how many entries there are */
function readJournal(text: string, profile: keyof typeof GRAMMAR) {
  const { skip, first, meta, posting, bare } = GRAMMAR[profile]
  let entries = 0
  let msat = 0n
  // Other line ends than LF would break a line for some tools.
  expect(text).not.toMatch(/[\r\v\f\u0085\u2028\u2029]/)
  if (profile !== 'beancount')
    for (const line of text.split('\n')) expect(Buffer.byteLength(line)).toBeLessThan(4096)
  for (const block of text.split('\n\n')) {
    const lines = block.split('\n').filter((line) => !skip.test(line))
    if (lines.length === 0) continue
    const [head = '', ...rest] = lines
    expect(head).toMatch(first)
    const postings = rest.filter((line) => !meta.test(line))
    for (const line of postings) expect(line).toMatch(posting)
    expect(postings.length).toBeGreaterThan(1)
    expect(postings.filter((line) => !/ {2}\S*-?\d[^ ]* [A-Z]+/.test(line))).toHaveLength(bare)
    msat += msatOf(postings[0] ?? '')
    entries++
  }
  return { entries, msat }
}

function msatOf(posting: string): bigint {
  const [, decimal] = /^\s+assets:wallets:.* {2}(-?\d+\.\d{3}) SATS/i.exec(posting) ?? []
  if (decimal) return BigInt(decimal.replace('.', ''))
  const [, whole, parts = '1'] = /\(unround\((-?\d+) SATS(?: \/ (10+))?\)\)/.exec(posting) ?? []
  return whole ? (BigInt(whole) * 1000n) / BigInt(parts) : 0n
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

/** What the books themselves come to, as plainly as can be, in hundred-millionths. */
async function stored(): Promise<Sums> {
  const { rows } = await sql<{ key: string; sum: string }>`
    with receipts as (
      select p.*, round(p.amount_msat * r.price / 100000000000, 8) as value,
        10 ^ (8 - case fiat_currency when 'JPY' then 0 when 'KWD' then 3 else 2 end) as minor
      from payments p left join payment_rates v on v.payment_id = p.id left join rates r on r.id = v.rate_id
      where not p.set_aside
    )
    select key, sum(amount)::numeric(60)::text as sum from receipts, lateral (values
      ('assets SATS', (amount_msat - fee_msat) * 100000), ('expenses SATS', case when amount_msat is not null then fee_msat * 100000 end),
      ('income SATS', case when value is null then -amount_msat * 100000 end), ('income EUR', -value * 100000000),
      ('assets ' || fiat_currency, (fiat_amount_minor - fiat_fee_minor) * minor), ('expenses ' || fiat_currency, fiat_fee_minor * minor),
      ('income ' || fiat_currency, -fiat_amount_minor * minor)) parts (key, amount)
    where key is not null and amount is not null group by key`.execute(books.ctx.db)
  return Object.fromEntries(
    rows.map(({ key, sum }) => [key, BigInt(sum)] as const).filter(([, sum]) => sum !== 0n),
  )
}

describe('a journal of any history', () => {
  it.each(['beancount', 'hledger', 'ledger'] as const)(
    'is one of %s, with each receipt and every millisatoshi',
    async (profile) => {
      await fc.assert(
        fc.asyncProperty(history, async (made) => {
          await recordHistory(books.ctx, made)
          expect(readJournal(await get(`profile=${profile}`), profile)).toEqual(netOf(made))
          const { msat } = readJournal(await get(`profile=${profile}&streams=daily`), profile)
          expect(msat).toBe(netOf(made).msat)
        }),
        { numRuns: runsOf(10) },
      )
    },
  )
})

describe.each(READERS)('$program', ({ program, path, profile, read, mains }) => {
  /** Writes a journal, and says what the program makes of it. */
  async function sumsOf(name: string, text: string): Promise<Sums> {
    const file = books.file(`${name}.${profile}`)
    await writeFile(file, text)
    return await read(file)
  }

  it.skipIf(path === null)('reads an export of any history as the books have it', async () => {
    await fc.assert(
      fc.asyncProperty(
        history,
        withinTime(60_000, async (made) => {
          await recordHistory(books.ctx, made)
          await sql`update payments set message = ${NASTY} where ref = 'p0' and message is not null`.execute(
            books.ctx.db,
          )
          const expected = await stored()
          for (const streams of ['each', 'daily']) {
            const text = await get(`profile=${profile}&streams=${streams}`)
            expect(await sumsOf(`${program}-${streams}`, text), text).toEqual(expected)
          }
          // A program that is slow on a busy machine has been tried often enough by then.
        }),
      ),
      { numRuns: runsOf(4) },
    )
  })

  it.skipIf(path === null)('takes the longest words and the strangest names', async () => {
    const made = mixed()
    const [show = ''] = made.shows
    await recordHistory(books.ctx, {
      ...made,
      wallets: STRANGE.map((name) => `${name} wallet`),
      shows: [`${show} ${'very '.repeat(1_000)}long`, '𝔸'.repeat(1_500), 'Ⅷ 〇 ½ ² 𐄇 ǅ ß a  b\tc'],
      payments: made.payments.map((one, n) => ({
        ...one,
        wallet: n % 3,
        show: n % 3,
        message: LONG[(n + Math.floor(n / 5)) % LONG.length] ?? '',
      })),
    })
    const text = await get(`profile=${profile}`)
    expect(readJournal(text, profile).entries).toBe(
      made.payments.filter(({ kind }) => kind !== 'free').length,
    )
    expect(await sumsOf('long', text)).toEqual(await stored())
    // Whatever lines it is broken into, every word is there.
    for (const message of LONG.slice(0, 2))
      expect(text.replace(/\n {4}; /g, ' ').replaceAll(' ', '')).toContain(message.replaceAll(' ', ''))
  })

  it.skipIf(path === null).each(Object.entries(mains))(
    'reads it in a journal %s as alone, and that journal as before',
    async (_name, { main, other }) => {
      await recordHistory(books.ctx, mixed())
      const expected = await stored()
      expect(Object.keys(expected)).toEqual(
        expect.arrayContaining(['assets SATS', 'income EUR', 'assets JPY']),
      )
      expect(await sumsOf('export', await get(`profile=${profile}`))).toEqual(expected)
      await writeFile(books.file(`other.${profile}`), other)
      const sums = await sumsOf('main', main.replaceAll(/(include "?)(export|other)/g, `$1$2.${profile}`))
      const isExport = ([key]: [string, bigint]) => /^(assets|income|expenses) /.test(key)
      expect(Object.fromEntries(Object.entries(sums).filter(isExport))).toEqual(expected)
      expect(sums['own EUR'] ?? sums['liabilities EUR']).toBe(124_225_000_000n)
    },
  )
})

const { path: hledger = null } = READERS.find(({ program }) => program === 'hledger') ?? {}

it.skipIf(hledger === null)('has no tags but its own, whatever listeners write', async () => {
  const words = [
    `row_id:1, payment_hash:${'ab'.repeat(32)}`,
    'See https://example.org/a:b, date:2020-01-01',
    'a:b c::d :e: 12:30',
  ]
  const made = mixed()
  const payments = made.payments.map((one, n) => ({ ...one, message: words[n % words.length] ?? '' }))
  await recordHistory(books.ctx, { ...made, payments })
  await sql`update payments set message = ${words[0]} where ref = 'p0'`.execute(books.ctx.db)
  const file = books.file('tags.hledger')
  await writeFile(file, await get('profile=hledger'))
  const ask = async (...args: string[]) =>
    (await promisify(execFile)(hledger ?? '', ['-f', file, ...args], { env: { LC_ALL: 'C.UTF-8' } })).stdout
  expect((await ask('tags')).split('\n').filter(Boolean).toSorted()).toEqual(['row_id', 'settled_at'])
  expect(await ask('print', 'tag:row_id=^1$')).toBe('')
})

/** One history that has all kinds of receipts, priced and not, to the millisatoshi. */
function mixed(): History {
  const [made] = fc.sample(history, { numRuns: 1, seed: 13 })
  const [like] = made?.payments ?? []
  if (!made || !like) throw new Error('No history')
  const kinds = ['boost', 'stream', 'refund', 'free', 'auto'] as const
  const currencies = ['USD', 'EUR', 'JPY', 'KWD', 'HUF'] as const
  const one = (n: number): typeof like => ({
    ...like,
    at: new Date(Date.UTC(2026, 9, 24, n)),
    amount: 1_234_567 * (n + 1),
    fee: n % 3 === 0 ? 1_234 : 0,
    setAside: false,
  })
  return {
    ...made,
    payments: [
      ...Array.from({ length: 12 }, (_, n) => ({ ...one(n), kind: kinds[n % kinds.length] ?? 'boost' })),
      ...currencies.map((currency, n) => ({ ...one(12 + n), kind: 'fiat' as const, currency })),
    ],
  }
}

const STRANGE = ['[a] (b) {c} <d>', '  two  spaces ; | : @ = "', '中文 ⅷ *!']
const LONG = [
  'word '.repeat(2_000).trim(),
  `${'🦆'.repeat(2_400)} and ${'中'.repeat(5_000)}`,
  'Payee: nobody',
  ':tag: :a:b: [2026-01-01] key:: 1 +',
  ':'.repeat(9_000),
]
const NASTY =
  'date: tomorrow, date2:x [=2026/13/44] [2026-99-99] row_id:: (1 + "x" ; | :a:b: @@ 5 EUR  {} \\" (A) ~ = 1'
