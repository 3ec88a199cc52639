import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { type Bench, median, printFigure, printNote, timed } from '#scripts/bench/bench-of.ts'
import { startChild } from '#scripts/bench/child-server.ts'
import { askOften } from '#scripts/bench/public/load.ts'
import { seedPayments } from '#scripts/bench/seed-payments.ts'
import { withBenchContext } from '#scripts/bench/with-bench-context.ts'

const SERVE = join(import.meta.dirname, '..', 'serve.ts')
const BARE = join(import.meta.dirname, 'bare-page.ts')
const PAYMENTS = 1_000_000
const REQUESTS = 4_000
const ROUNDS = 5
const KIB = 1024

/** A show's public page on a million payments, beside a bare Express server that answers the same bytes; and what the page weighs. */
export const bench: Bench = async (args) => {
  const given = args.find((arg) => arg.startsWith('--payments='))
  const count = given ? Number(given.slice('--payments='.length)) : PAYMENTS
  return withBenchContext(async ({ ctx, env }) => {
    await seedPayments(ctx.db, count)
    const service = await startChild(SERVE, { ...env, TRUST_PROXY: '127.0.0.1' })
    try {
      const url = `${service.url}/s/show-1`
      const first = await timed(async () => void (await fetch(url)))
      const page = Buffer.from(
        await (await fetch(url, { headers: { 'Accept-Encoding': 'identity' } })).arrayBuffer(),
      )
      const bare = await startChild(BARE, { PAGE: page.toString('base64') })
      const ratios: number[] = []
      for (let round = 0; round < ROUNDS; round++) {
        const own = await askOften(url, REQUESTS)
        const other = await askOften(`${bare.url}/`, REQUESTS)
        printNote(`${Math.round(own)} pages a second, beside ${Math.round(other)} of a bare server`)
        ratios.push(own / other)
      }
      await bare.stop()
      printNote(
        `the first reader waited ${Math.round(first)} ms; ${count} payments, ${page.length} bytes of HTML`,
      )
      const weight = await weigh(service.url, page.toString())
      return [
        printFigure('public page, as a part of the speed of a bare server', median(ratios), { atLeast: 0.5 }),
        printFigure('HTML, CSS and script of the first view, gzipped', weight / KIB, { atMost: 100 }, ' KiB'),
      ].every(Boolean)
    } finally {
      await service.stop()
    }
  }, 'command')
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
