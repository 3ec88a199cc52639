import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { type Bench, median, printFigure, printNote, readArgs, timed } from '#scripts/bench/bench-of.ts'
import { startChild } from '#scripts/bench/child-server.ts'
import { measureAlerts } from '#scripts/bench/public/alerts.ts'
import { measureCards } from '#scripts/bench/public/cards.ts'
import { askOften } from '#scripts/bench/public/load.ts'
import { seedPayments } from '#scripts/bench/seed-payments.ts'
import { serveApart } from '#scripts/bench/served.ts'
import { withBenchContext } from '#scripts/bench/with-bench-context.ts'

const BARE = join(import.meta.dirname, 'bare-page.ts')
const PAYMENTS = 1_000_000
const REQUESTS = 4_000
const ROUNDS = 5
/** Of a show's picture as pages show it, a large one: the bench has no feed that names one. In bytes. */
const ARTWORK = 30_000

/**
 * What strangers ask for, on a million payments: a show's page, feed and embed beside a bare Express server that answers the same bytes,
 * what a first view weighs, how long a card takes and an overlay's alert. @param args see `readArgs`
 */
export const bench: Bench = async (args) => {
  const { payments, execArgv } = readArgs(args, PAYMENTS)
  return withBenchContext(async (bench) => {
    await seedPayments(bench.ctx.db, payments)
    const service = await serveApart(bench, { env: { TRUST_PROXY: '127.0.0.1' }, execArgv })
    try {
      const url = `${service.url}/s/show-1`
      const first = await timed(() => untilThere(url))
      const page = Buffer.from(
        await (await fetch(url, { headers: { 'Accept-Encoding': 'identity' } })).arrayBuffer(),
      )
      printNote(
        `the first reader waited ${Math.round(first)} ms; ${payments} payments, ${page.length} bytes of HTML`,
      )
      const met = [printFigure(...part('public page', await besideBare(url)), { atLeast: 0.9 })]
      for (const [name, path] of Object.entries({ feed: 'feed.xml', embed: 'embed/last' }))
        met.push(printFigure(...part(name, await besideBare(`${url}/${path}`)), { atLeast: 0.5 }))
      const weight = await weigh(service.url, page.toString())
      met.push(
        printFigure(
          'first view with font and a picture of 30 kB, packed',
          weight / 1000,
          { atMost: 80 },
          ' kB',
        ),
        printFigure(
          'a card drawn warm, median',
          await measureCards(bench.ctx, service),
          { atMost: 60 },
          ' ms',
        ),
        printFigure(
          'recorded to overlay told, median',
          await measureAlerts(bench.ctx, service),
          { atMost: 300 },
          ' ms',
        ),
      )
      return met.every(Boolean)
    } finally {
      await service.close()
    }
  }, 'command')
}

/** Asks until the sums are made of what was seeded: who comes before is told that the service is busy. */
async function untilThere(url: string): Promise<void> {
  for (;;) {
    const answer = await fetch(url)
    await answer.arrayBuffer()
    if (answer.status !== 503) return
  }
}

function part(name: string, ratio: number): [what: string, figure: number] {
  return [`${name}, as a part of the speed of a bare server`, ratio]
}

/** Pages a second, as a part of what a bare server does with the same bytes, in turns. */
async function besideBare(url: string): Promise<number> {
  const answer = await fetch(url, { headers: { 'Accept-Encoding': 'identity', 'Accept-Language': 'en-US' } })
  const page = Buffer.from(await answer.arrayBuffer())
  const bare = await startChild(BARE, { PAGE: page.toString('base64') })
  try {
    const ratios: number[] = []
    // Both are compiled by then.
    for (const warm of [url, `${bare.url}/`]) await askOften(warm, REQUESTS)
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

/** The page with what it names, packed as browsers are sent it, and the show's picture. */
async function weigh(base: string, page: string): Promise<number> {
  const named = [...page.matchAll(/(?:src|href)="(\/assets\/[^"]+\.(?:js|css))"/g)].flatMap(
    ([, path]) => path ?? [],
  )
  const fonts = await Promise.all(
    named.filter((path) => path.endsWith('.css')).map((path) => fontsOf(base, path)),
  )
  const files = await Promise.all(named.map(async (path) => (await fetch(base + path)).arrayBuffer()))
  const packed = [Buffer.from(page), ...files.map((file) => Buffer.from(file))].map(
    (file) => gzipSync(file).length,
  )
  return [...packed, ...fonts.flat(), ARTWORK].reduce((sum, size) => sum + size, 0)
}

/** The sizes of the fonts of latin letters that a style sheet names; others are not asked for. */
async function fontsOf(base: string, path: string): Promise<number[]> {
  const sheet = await (await fetch(base + path)).text()
  const fonts = [...sheet.matchAll(/url\(["']?([^"')]+latin-wght[^"')]*\.woff2)/g)].flatMap(
    ([, font]) => font ?? [],
  )
  return await Promise.all(
    [...new Set(fonts)].map(async (font) => {
      const answer = await fetch(new URL(font, base + path))
      return (await answer.arrayBuffer()).byteLength
    }),
  )
}
