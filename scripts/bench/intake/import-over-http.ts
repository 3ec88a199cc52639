import { once } from 'node:events'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { type IncomingMessage, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { makeReport } from '#scripts/bench/make-report.ts'
import type { Served } from '#scripts/bench/served.ts'

/**
 * Posts payments as one stream of NDJSON.
 * @returns how long it took until the last line of the answer, in milliseconds
 */
export async function importOverHttp(
  { url, headers }: Pick<Served, 'url' | 'headers'>,
  count: number,
): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'readout-bench-rows-'))
  try {
    const file = join(folder, 'payments.ndjson')
    await pipeline(Readable.from(lines(count)), createWriteStream(file))
    const start = performance.now()
    const post = request(`${url}/api/v1/payments`, {
      method: 'POST',
      headers: { ...headers, 'Content-Type': 'application/x-ndjson' },
    })
    const sent = pipeline(createReadStream(file, { highWaterMark: 256 * 1024 }), post)
    const [answer]: IncomingMessage[] = await once(post, 'response')
    const last = answer ? await lastLine(answer) : ''
    await sent
    const took = performance.now() - start
    const { recorded } = JSON.parse(last)
    if (recorded !== count)
      throw new Error(`Only ${recorded} of ${count} payments were recorded: ${last.slice(0, 300)}`)
    return took
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function lastLine(answer: IncomingMessage): Promise<string> {
  let tail = ''
  for await (const chunk of answer) tail = (tail + chunk).slice(-2_000)
  return tail.trim().split('\n').at(-1) ?? ''
}

function* lines(count: number): Generator<string> {
  for (let from = 0; from < count; from += 500) {
    const rows = Array.from({ length: Math.min(500, count - from) }, (_, at) =>
      JSON.stringify(makeReport(from + at)),
    )
    yield `${rows.join('\n')}\n`
  }
}
