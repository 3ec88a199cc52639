import { request } from 'node:http'
import type { Context } from '#api/context.ts'
import { type Bench, median, printFigure, printNote, readArgs, timed } from '#scripts/bench/bench-of.ts'
import { copyOut } from '#scripts/bench/books/copy-out.ts'
import { priceEverything } from '#scripts/bench/books/price-everything.ts'
import { seedPayments } from '#scripts/bench/seed-payments.ts'
import { type Served, serveApart } from '#scripts/bench/served.ts'
import { withBenchContext } from '#scripts/bench/with-bench-context.ts'

const CSV = '/exports/payments.csv'
const PAYMENTS = 1_000_000
const ROUNDS = 3
const OTHERS = 300
const MIB = 1024 * 1024

/**
 * What the CSV of a million payments costs: beside COPY of the same columns, in memory, and in the time that others wait meanwhile.
 * @param args see `readArgs`
 */
export const bench: Bench = async (args) => {
  const { payments, execArgv } = readArgs(args, PAYMENTS)
  return await withBenchContext(async (bench) => {
    await seedPayments(bench.ctx.db, payments)
    await priceEverything(bench.ctx.db)
    const service = await serveApart(bench, { execArgv })
    try {
      // A small one first, so that what is loaded and compiled once is not counted.
      await download(service, `${CSV}?show=show-20`)
      await waits(service, 100)
      const before = await service.peak()
      const speed = await measureSpeed(bench.ctx, service)
      const grown = (await service.peak()) - before
      const yearSpeed = await measureYear(bench.ctx, service)
      const grownByYear = (await service.peak()) - before
      // Only now are the jobs done that a start begins with.
      const slowed = await measureOthers(service)
      return [
        printFigure('CSV, as a part of the speed of COPY', speed, { atLeast: 0.25 }),
        printFigure('memory that the service grows by', grown / MIB, { atMost: 64 }, ' MiB'),
        printFigure('a year’s pack, as a part of the speed of COPY', yearSpeed, { atLeast: 0.6 }),
        printFigure('memory that the service grows by with it', grownByYear / MIB, { atMost: 64 }, ' MiB'),
        printFigure('other requests meanwhile, beside alone', slowed, { atMost: 3 }),
      ].every(Boolean)
    } finally {
      await service.close()
    }
  }, 'command')
}

/** The speed of the CSV, as a part of that of COPY, in turns. */
async function measureSpeed(ctx: Context, service: Served): Promise<number> {
  const times: { csv: number; copy: number }[] = []
  let bytes = 0
  for (let round = 0; round < ROUNDS; round++) {
    const copy = await timed(() => copyOut(ctx))
    const csv = await timed(async () => {
      bytes = await download(service, CSV)
    })
    times.push({ csv, copy })
  }
  const [csv, copy] = [say(times.map((each) => each.csv)), say(times.map((each) => each.copy))]
  printNote(`${(bytes / MIB).toFixed(0)} MiB: CSV in ${csv} s, COPY in ${copy} s`)
  return median(times.map((each) => each.copy / each.csv))
}

/** The speed of a year's pack, receipts and journal of each month with all else, as a part of that of COPY of the same rows. */
async function measureYear(ctx: Context, service: Served): Promise<number> {
  const year = new Date().getUTCFullYear() - 1
  const times: { pack: number; copy: number }[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const copy = await timed(() => copyOut(ctx, year))
    const pack = await timed(() => download(service, `/statements/year.zip?year=${year}`))
    times.push({ pack, copy })
  }
  const [pack, copy] = [say(times.map((each) => each.pack)), say(times.map((each) => each.copy))]
  printNote(`${year} packed in ${pack} s, COPY of its receipts in ${copy} s`)
  return median(times.map((each) => each.copy / each.pack))
}

/** How long others wait while the CSV is made, as a multiple of what they wait else. */
async function measureOthers(service: Served): Promise<number> {
  const alone = median(await waits(service, OTHERS))
  let running = true
  const whole = download(service, CSV).finally(() => {
    running = false
  })
  const meanwhile: number[] = []
  while (running) meanwhile.push(await other(service))
  await whole
  printNote(
    `a page of ten boosts: ${alone.toFixed(1)} ms alone, ${median(meanwhile).toFixed(1)} ms meanwhile (${meanwhile.length})`,
  )
  return median(meanwhile) / alone
}

function say(times: readonly number[]): string {
  return times.map((ms) => (ms / 1000).toFixed(1)).join(', ')
}

async function waits(service: Served, times: number): Promise<number[]> {
  const all: number[] = []
  for (let n = 0; n < times; n++) all.push(await other(service))
  return all
}

/** What another asks for meanwhile. */
function other(service: Served): Promise<number> {
  return timed(() => download(service, '/boosts?limit=10'))
}

/** Reads an answer to its end and forgets it. @returns how many bytes it had */
function download(served: Served, path: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const asked = request(`${served.url}/api/v1${path}`, { headers: served.headers }, (answer) => {
      let bytes = 0
      answer.on('data', (chunk: Buffer) => {
        bytes += chunk.length
      })
      answer.on('error', reject)
      answer.on('end', () =>
        answer.statusCode === 200
          ? resolve(bytes)
          : reject(new Error(`${path} was answered with ${answer.statusCode}.`)),
      )
    })
    asked.on('error', reject)
    asked.end()
  })
}
