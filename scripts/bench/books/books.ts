import { request } from 'node:http'
import { join } from 'node:path'
import pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { createKey } from '#api/auth/key/api-key.ts'
import type { Context } from '#api/context.ts'
import { type Bench, median, printFigure, printNote, timed } from '#scripts/bench/bench-of.ts'
import { priceEverything } from '#scripts/bench/books/price-everything.ts'
import { startChild } from '#scripts/bench/child-server.ts'
import { seedPayments } from '#scripts/bench/seed-payments.ts'
import { withBenchContext } from '#scripts/bench/with-bench-context.ts'

const SERVE = join(import.meta.dirname, '..', 'serve.ts')
const PAYMENTS = 1_000_000
const ROUNDS = 3
const OTHERS = 300
const MIB = 1024 * 1024

/**
 * What the CSV of a million payments costs: beside COPY of the same columns, in memory, and in the time that others wait meanwhile.
 * @param args `--payments=200000` takes another size than a million, `--cpu-prof` profiles the service
 */
export const bench: Bench = async (args) => {
  const given = args.find((arg) => arg.startsWith('--payments='))
  const count = given ? Number(given.slice('--payments='.length)) : PAYMENTS
  return await withBenchContext(async ({ ctx, env }) => {
    await seedPayments(ctx.db, count)
    await priceEverything(ctx.db)
    const { key } = await createKey(ctx.db, { name: 'bench', scopes: ['read', 'export'], source: null })
    const service = await startChild(
      SERVE,
      env,
      args.filter((arg) => arg.startsWith('--cpu-prof')),
    )
    const get = (path: string) => download(`${service.url}${path}`, key)
    const CSV = '/api/v1/exports/payments.csv'
    try {
      const other = () => timed(() => get('/api/v1/boosts?limit=10'))
      // A small one first, so that what is loaded and compiled once is not counted.
      await get(`${CSV}?show=show-${20}`)
      await waits(other, 100)
      const before = await service.peak()
      const times: { csv: number; copy: number }[] = []
      let bytes = 0
      for (let round = 0; round < ROUNDS; round++) {
        const copy = await timed(() => copyOut(ctx))
        const csv = await timed(async () => {
          bytes = await get(CSV)
        })
        times.push({ csv, copy })
      }
      const grown = (await service.peak()) - before
      // Now that the jobs that a start begins with are done.
      const alone = median(await waits(other, OTHERS))
      let running = true
      const whole = get(CSV).finally(() => {
        running = false
      })
      const meanwhile: number[] = []
      while (running) meanwhile.push(await other())
      await whole
      printNote(
        `${count} payments, ${(bytes / MIB).toFixed(0)} MiB: CSV in ${say(times.map(({ csv }) => csv))} s, COPY in ${say(times.map(({ copy }) => copy))} s`,
      )
      printNote(
        `a page of ten boosts: ${alone.toFixed(1)} ms alone, ${median(meanwhile).toFixed(1)} ms meanwhile (${meanwhile.length})`,
      )
      return [
        printFigure('CSV, as a part of the speed of COPY', median(times.map(({ csv, copy }) => copy / csv)), {
          atLeast: 0.25,
        }),
        printFigure('memory that the service grows by', grown / MIB, { atMost: 64 }, ' MiB'),
        printFigure('other requests meanwhile, beside alone', median(meanwhile) / alone, { atMost: 3 }),
      ].every(Boolean)
    } finally {
      await service.stop()
    }
  }, 'command')
}

function say(times: readonly number[]): string {
  return times.map((ms) => (ms / 1000).toFixed(1)).join(', ')
}

async function waits(work: () => Promise<number>, times: number): Promise<number[]> {
  const all: number[] = []
  for (let n = 0; n < times; n++) all.push(await work())
  return all
}

/** Reads an answer to its end and forgets it. @returns how many bytes it had */
function download(url: string, key: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { headers: { Authorization: `Bearer ${key}` } }, (answer) => {
      let bytes = 0
      answer.on('data', (chunk: Buffer) => {
        bytes += chunk.length
      })
      answer.on('error', reject)
      answer.on('end', () =>
        answer.statusCode === 200
          ? resolve(bytes)
          : reject(new Error(`${url} was answered with ${answer.statusCode}.`)),
      )
    })
    asked.on('error', reject)
    asked.end()
  })
}

/** The least that such a file costs: the same columns of the same rows, as they are and in any order, to a reader that forgets them. */
async function copyOut({ database }: Pick<Context, 'database'>): Promise<void> {
  const client = new pg.Client(database.connection)
  await client.connect()
  try {
    // As much as exports have.
    await client.query("set work_mem = '64MB'")
    for await (const _ of client.query(copyTo(COPY))) {
      // Only read.
    }
  } finally {
    await client.end()
  }
}

const COPY = `copy (
  select p.id, p.settled_at, p.settled_at, s.title, e.title, p.action, su.name, p.message, p.app, w.name, p.rail, p.amount_msat,
    p.amount_msat / 1000.0, p.fee_msat, p.claimed_msat, p.amount_msat * r.price / 100000000000, pr.currency, r.price, r.at, r.source,
    p.fiat_amount_minor, p.fiat_fee_minor, p.fiat_currency, encode(p.payment_hash, 'hex'), p.boost_id
  from payments p join wallets w on w.id = p.wallet_id left join shows s on s.id = p.show_id
    left join episodes e on e.id = p.episode_id left join supporters su on su.id = p.supporter_id
    left join payment_rates pr on pr.payment_id = p.id and pr.currency = 'USD' left join rates r on r.id = pr.rate_id
  ) to stdout with (format csv)`
