import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type History, history, minorOf, recordHistory } from '#tests/api/export/history.ts'
import { shareBooks } from '#tests/api/export/share-books.ts'
import { findTool } from '#tests/helper/find-tool.ts'
import { runsOf } from '#tests/helper/runs.ts'

const HLEDGER = findTool('hledger', 'the package hledger')
const run = promisify(execFile)

const books = shareBooks()

/** What hledger reads in wallets, by commodity. */
async function balance(csv: string, rules: string): Promise<Record<string, string>> {
  await writeFile(books.file('payments.csv'), csv)
  await writeFile(books.file('plain.rules'), rules)
  const { stdout } = await run(
    HLEDGER ?? '',
    [
      '-f',
      books.file('payments.csv'),
      '--rules-file',
      books.file('plain.rules'),
      'balance',
      '-1',
      '-N',
      'assets',
    ],
    { env: { ...process.env, LC_ALL: 'C.UTF-8', HOME: books.file('') } },
  )
  return Object.fromEntries(
    [...stdout.matchAll(/(-?[\d.]+) ([A-Z]+)/g)].map(([, amount = '', commodity = '']) => [
      commodity,
      amount,
    ]),
  )
}

it
  .skipIf(HLEDGER === null)
  .each(['', '&closing=false', '&messages=false', '&messages=false&closing=false&streams=daily'])(
  'hledger reads the CSV of plain by its rules: %j',
  async (parameters) => {
    await fc.assert(
      fc.asyncProperty(history, async (made) => {
        await recordHistory(books.ctx, made)
        const csv = await books.export(`payments.csv?currency=EUR${parameters}`)
        expect(/,"?count=/.test(csv)).toBe(!parameters.includes('closing=false'))
        const rules = await books.export(
          `plain.rules?${parameters.includes('messages') ? 'messages=false' : ''}`,
        )
        const kept = made.payments.filter(
          ({ kind, setAside }, n) => !(setAside && n % 2 === 0) && kind !== 'free',
        )
        const msat = kept.reduce((sum, { kind, amount }) => {
          if (kind === 'fiat') return sum
          return sum + (kind === 'refund' ? -amount : amount)
        }, 0)
        const yen = kept.reduce((sum, { kind, currency, amount }) => {
          return kind === 'fiat' && currency === 'JPY' ? sum + minorOf(amount) : sum
        }, 0)
        const { SATS = '0', JPY = '0' } = await balance(csv, rules)
        expect(Math.round(Number(SATS) * 1000)).toBe(msat)
        expect(Number(JPY)).toBe(yen)
      }),
      { numRuns: runsOf(3) },
    )
  },
)

it.skipIf(HLEDGER === null)(
  'hledger reads it by its user’s own rules where it has no closing record',
  async () => {
    const [made] = fc.sample(history.filter(hasKeysend), { numRuns: 1, seed: 2 })
    if (!made) throw new Error('No history')
    await recordHistory(books.ctx, made)
    const query = 'payments.csv?messages=false&rail=keysend&set_aside=true'
    const csv = await books.export(`${query}&closing=false`)
    const [titles] = csv.split('\r\n')
    const rules = `skip 1\nfields ${titles}\ndate %settled_at_utc\ndate-format %Y-%m-%dT%H:%M:%SZ\naccount1 assets:mine\naccount2 income:podcast\namount1 %amount_msat MSAT\n`
    const msat = made.payments
      .filter(isKeysend)
      .reduce((sum, { kind, amount }) => sum + (kind === 'refund' ? -amount : amount), 0)
    expect(await balance(csv, rules)).toEqual({ MSAT: String(msat) })
    await expect(balance(await books.export(query), rules)).rejects.toThrow(/could not parse "" as a date/)
  },
)

function isKeysend({ kind, rail }: History['payments'][number]): boolean {
  return rail === 'keysend' && kind !== 'free' && kind !== 'fiat'
}

function hasKeysend({ payments }: History): boolean {
  return payments.filter(isKeysend).length > 3
}
