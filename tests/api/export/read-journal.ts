import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { promisify } from 'node:util'
import { findTool } from '#tests/helper/find-tool.ts'

const run = promisify(execFile)

/** What a program makes of a journal: by `assets EUR`, `income SATS` and so on, in hundred-millionths. Nothing that is 0. */
export type Sums = Record<string, bigint>
type Posting = [account: string, commodity: string, amount: bigint]

/** A user's own journal, which includes `export`, and another one in the same style of numbers. Each has 1,242.25 EUR of `own`. */
type Main = { main: string; other: string }

/** A program that reads journals, and what its users may include an export in. */
export type Reader = {
  program: string
  profile: 'hledger' | 'ledger' | 'beancount'
  path: string | null
  read(file: string): Promise<Sums>
  mains: Record<string, Main>
}

const SCALE = 8
const options = { env: { ...process.env, LC_ALL: 'C.UTF-8', HOME: '/nonexistent' }, maxBuffer: 64_000_000 }

function sumUp(postings: readonly Posting[]): Sums {
  const sums: Sums = {}
  for (const [account, commodity, amount] of postings) {
    const key = `${account.split(':')[0]?.toLowerCase()} ${commodity}`
    sums[key] = (sums[key] ?? 0n) + amount
  }
  return Object.fromEntries(Object.entries(sums).filter(([, sum]) => sum !== 0n))
}

type HledgerPosting = {
  paccount: string
  pamount: { acommodity: string; aquantity: { decimalMantissa: number; decimalPlaces: number } }[]
}

async function readByHledger(path: string, file: string): Promise<Sums> {
  const { stdout } = await run(path, ['-f', file, 'print', '-x', '-O', 'json'], options)
  const entries: { tpostings: HledgerPosting[] }[] = JSON.parse(stdout)
  const postings = entries.flatMap(({ tpostings }) => tpostings)
  return sumUp(
    postings.flatMap(({ paccount, pamount }) =>
      pamount.map(({ acommodity, aquantity: { decimalMantissa, decimalPlaces } }): Posting => {
        const scaled = BigInt(decimalMantissa) * 10n ** BigInt(SCALE * 4 - decimalPlaces)
        if (scaled % 10n ** BigInt(SCALE * 3) !== 0n)
          throw new Error(`${decimalMantissa} has too many digits`)
        return [paccount, acommodity, scaled / 10n ** BigInt(SCALE * 3)]
      }),
    ),
  )
}

async function readByLedger(path: string, file: string): Promise<Sums> {
  const format = `%(account)\t%(commodity(amount))\t%(quantity(amount * ${10 ** SCALE}))\n`
  const { stdout } = await run(path, ['-f', file, 'register', '--format', format], options)
  return sumUp(
    stdout.split('\n').flatMap((line): Posting[] => {
      const [account = '', commodity = '', amount] = line.split('\t')
      return amount === undefined ? [] : [[account, commodity, BigInt(amount)]]
    }),
  )
}

const BEANCOUNT = `
import json, sys
from beancount import loader
from beancount.core import data
entries, errors, _ = loader.load_file(sys.argv[1])
if errors: sys.exit('\\n'.join(str(error)[:500] for error in errors))
print(json.dumps([[p.account, p.units.currency, str(round(p.units.number * 10 ** ${SCALE}))]
  for e in entries if isinstance(e, data.Transaction) for p in e.postings]))
`

/** By the Python that the program itself runs on. */
async function readByBeancount(path: string, file: string): Promise<Sums> {
  const [, python = 'python3'] = /^#!(\S+)/.exec(readFileSync(path, 'utf8')) ?? []
  const { stdout } = await run(python, ['-c', BEANCOUNT, file], options)
  const postings: [string, string, string][] = JSON.parse(stdout)
  return sumUp(postings.map(([account, commodity, amount]): Posting => [account, commodity, BigInt(amount)]))
}

function reader(
  program: string,
  isFrom: string,
  profile: Reader['profile'],
  read: (path: string, file: string) => Promise<Sums>,
  mains: Record<string, Main>,
): Reader {
  const path = findTool(program, isFrom)
  return { program, profile, path, read: (file) => read(path ?? program, file), mains }
}

const entry = (amount: string) => `2026-11-09 own\n    own  ${amount}\n    rest\n\n`
const around = (head: string, amount: string) =>
  `${head}\n\ninclude other\n\ninclude export\n\n${entry(amount)}`
/** A journal that writes 1.234,50 EUR. */
const commas = (head: string): Main => ({ main: around(head, '7,75 EUR'), other: entry('1.234,50 EUR') })
/** A journal that writes 1,234.50 EUR. */
const periods = (head: string): Main => ({ main: around(head, '7.75 EUR'), other: entry('1,234.50 EUR') })

/** An included file's plugins are not run: whoever includes it opens the accounts, or has the plugin. */
function beancount(head: string): Main {
  const own = (amount: string) => `2026-11-09 * "own"\n  Liabilities:Own  ${amount} EUR\n  Equity:Rest\n\n`
  const plugin = 'plugin "beancount.plugins.auto_accounts"'
  return {
    main: `${head}\n${plugin}\ninclude "other"\ninclude "export"\n\n${own('7.75')}`,
    other: own('1,234.50'),
  }
}

export const READERS: Reader[] = [
  reader('hledger', 'the package hledger', 'hledger', readByHledger, {
    'that says nothing': periods(''),
    'with commodity 1.000,00 EUR': commas('commodity 1.000,00 EUR'),
    'with commodity 1 000,00 EUR': commas('commodity 1 000,00 EUR'),
    'with all its commodities in commas': commas(
      'commodity 1.000,00 EUR\ncommodity 1.000,000 SATS\ncommodity 1.000, JPY\ncommodity 1.000,000 KWD',
    ),
    'with a format in commas': commas(
      'commodity EUR\n  format 1.000,00 EUR\ncommodity SATS\n  format 1.000,00 SATS',
    ),
    'with a format in periods': periods('commodity EUR\n  format 1,000.00 EUR'),
    'with decimal-mark ,': commas('decimal-mark ,'),
    'with decimal-mark .': periods('decimal-mark .'),
    'with a default commodity in commas': commas('D 1.000,00 EUR'),
    'with a default commodity of sats': commas('decimal-mark ,\nD 1.000,00 SATS'),
    'that was written with commas before': commas(entry('5,25 CHF')),
  }),
  reader('ledger', 'the package ledger', 'ledger', readByLedger, {
    'that says nothing': periods(''),
    'with --decimal-comma': commas('--decimal-comma'),
    'with a default commodity in commas': commas('D 1.000,00 EUR'),
    'with a default commodity in periods': periods('D 1,000.00 EUR'),
    'with a format in commas': commas(
      'commodity EUR\n    format 1.000,00 EUR\ncommodity SATS\n    format 1.000,0 SATS',
    ),
    'with a format in periods': periods('commodity EUR\n    format 1,000.00 EUR'),
    'that wrote commas before': commas(entry('0,00 EUR') + entry('21,5 SATS')),
    'that wrote periods before': periods(entry('0.00 EUR') + entry('21.5 SATS')),
    'that wrote commas before sats alone': periods(entry('21,5 SATS')),
  }),
  reader('bean-check', 'beancount 3 from PyPI', 'beancount', readByBeancount, {
    'that says nothing': beancount(''),
    'that renders commas': beancount('option "render_commas" "TRUE"'),
    'with tolerances of its own': beancount(
      'option "inferred_tolerance_default" "*:0.01"\noption "infer_tolerance_from_cost" "TRUE"',
    ),
    'in another currency': beancount('option "operating_currency" "CHF"'),
  }),
]
