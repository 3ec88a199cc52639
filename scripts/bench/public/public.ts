import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { type Bench, median, printFigure, printNote, readArgs, timed } from '#scripts/bench/bench-of.ts'
import { startChild } from '#scripts/bench/child-server.ts'
import { askOften } from '#scripts/bench/public/load.ts'
import { seedPayments } from '#scripts/bench/seed-payments.ts'
import { serveApart } from '#scripts/bench/served.ts'
import { withBenchContext } from '#scripts/bench/with-bench-context.ts'

const BARE = join(import.meta.dirname, 'bare-page.ts')
const PAYMENTS = 1_000_000
const REQUESTS = 4_000
const ROUNDS = 5
const KIB = 1024

/** A show's public page on a million payments, beside a bare Express server that answers the same bytes; and what the page weighs. @param args see `readArgs` */
export const bench: Bench = async (args) => {
  const { payments, execArgv } = readArgs(args, PAYMENTS)
  return withBenchContext(async (bench) => {
    await seedPayments(bench.ctx.db, payments)
    const service = await serveApart(bench, { env: { TRUST_PROXY: '127.0.0.1' }, execArgv })
    try {
      const url = `${service.url}/s/show-1`
      const first = await timed(async () => void (await fetch(url)))
      const page = Buffer.from(
        await (await fetch(url, { headers: { 'Accept-Encoding': 'identity' } })).arrayBuffer(),
      )
      const ratio = await besideBare(url, page)
      printNote(
        `the first reader waited ${Math.round(first)} ms; ${payments} payments, ${page.length} bytes of HTML`,
      )
      const weight = await weigh(service.url, page.toString())
      return [
        printFigure('public page, as a part of the speed of a bare server', ratio, { atLeast: 0.5 }),
        printFigure('HTML, CSS and script of the first view, gzipped', weight / KIB, { atMost: 100 }, ' KiB'),
      ].every(Boolean)
    } finally {
      await service.close()
    }
  }, 'command')
}

/** Pages a second, as a part of what a bare server does with the same bytes, in turns. */
async function besideBare(url: string, page: Buffer): Promise<number> {
  const bare = await startChild(BARE, { PAGE: page.toString('base64') })
  try {
    const ratios: number[] = []
    for (let round = 0; round < ROUNDS; round++) {
      const own = await askOften(url, REQUESTS)
      const other = await askOften(`${bare.url}/`, REQUESTS)
      printNote(`${Math.round(own)} pages a second, beside ${Math.round(other)} of a bare server`)
      ratios.push(own / other)
    }
    return median(ratios)
  } finally {
    await bare.stop()
  }
}

/** The page with what it names, gzipped. */
async function weigh(base: string, page: string): Promise<number> {
  const named = [...page.matchAll(/(?:src|href)="(\/assets\/[^"]+\.(?:js|css))"/g)].flatMap(
    ([, path]) => path ?? [],
  )
  const files = await Promise.all(named.map(async (path) => (await fetch(base + path)).arrayBuffer()))
  return [Buffer.from(page), ...files.map((file) => Buffer.from(file))].reduce(
    (sum, part) => sum + gzipSync(part).length,
    0,
  )
}
