import { fork } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream, openAsBlob } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ImportJson } from '#api/contract/import.ts'
import { type Bench, printFigure, printNote, readArgs } from '#scripts/bench/bench-of.ts'
import { startFlags } from '#scripts/bench/child-server.ts'
import { makeReport } from '#scripts/bench/make-report.ts'
import { ask, type Served, serveApart } from '#scripts/bench/served.ts'
import { type BenchContext, withBenchContext } from '#scripts/bench/with-bench-context.ts'

const PAYMENTS = 200_000
const MIB = 1024 * 1024
const WALLET = 'first node'
const SOURCE = 'file'

/** How long it took, and how much processor time of the process that read the file, in ms. */
type Took = { took: number; cpu: number }

/**
 * What a file of past payments costs: uploaded and recorded by the service, beside the command line, each on a database of its own;
 * and a look at what it would add.
 * @param args see `readArgs`
 */
export const bench: Bench = async (args) => {
  const { payments, execArgv } = readArgs(args, PAYMENTS)
  const folder = await mkdtemp(join(tmpdir(), 'readout-bench-file-'))
  try {
    const file = join(folder, 'payments.ndjson')
    await pipeline(Readable.from(lines(payments)), createWriteStream(file))
    const byCommand = await withBenchContext((bench) => importAtCommandLine(bench, file), 'command')
    const byUpload = await withBenchContext(async (bench) => {
      const service = await serveApart(bench, { execArgv })
      try {
        return await importByUpload(service, file, payments)
      } finally {
        await service.close()
      }
    }, 'command')
    const { sent, checked, recorded, peak } = byUpload
    const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`
    const say = (what: string, { took, cpu }: Took) =>
      printNote(
        `${what}: ${seconds(took)}, ${Math.round((payments / took) * 1000)} a second, ${seconds(cpu)} of Node's processor time`,
      )
    say(`${payments} payments at the command line`, byCommand)
    say('uploaded', sent)
    say('looked at', checked)
    say('recorded', recorded)
    const both = { took: sent.took + recorded.took, cpu: sent.cpu + recorded.cpu }
    return [
      printFigure(
        'pace of upload and recording, as a part of the command line’s',
        byCommand.took / both.took,
        { atLeast: 0.8 },
      ),
      printFigure('the same by processor time', byCommand.cpu / both.cpu, { atLeast: 0.8 }),
      printFigure('memory of the service during it', peak / MIB, { atMost: 300 }, ' MiB'),
    ].every(Boolean)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function importAtCommandLine({ env }: BenchContext, file: string): Promise<Took> {
  const args = ['import', 'ndjson', file, '--source', SOURCE, '--wallet', WALLET]
  const child = fork(join(import.meta.dirname, 'import-apart.ts'), args, {
    env: { ...process.env, ...env },
    execArgv: await startFlags(),
  })
  const [took]: Took[] = await once(child, 'message')
  if (!took) throw new Error('The command line said nothing')
  return took
}

async function importByUpload(
  service: Served & { peak(): Promise<number>; cpu(): Promise<number> },
  file: string,
  payments: number,
) {
  const measured = async (work: () => Promise<unknown>): Promise<Took> => {
    const [begun, cpu] = [performance.now(), await service.cpu()]
    await work()
    return { took: performance.now() - begun, cpu: (await service.cpu()) - cpu }
  }
  let id = ''
  const sent = await measured(async () => {
    id = await upload(service, file)
  })
  const until = async (state: ImportJson['state']) => {
    for (;;) {
      const found = await ask<ImportJson>(service, `/imports/${id}`)
      if (found.state === state) return found
      if (found.state === 'failed') throw new Error(found.problem ?? 'It failed')
      await new Promise((resolve) => setTimeout(resolve, 200))
    }
  }
  const checked = await measured(async () => {
    await ask(service, `/imports/${id}/check`, { wallet: WALLET, source: SOURCE })
    const { check } = await until('checked')
    if (check?.counts.recorded !== payments) throw new Error(`It would add ${check?.counts.recorded}`)
  })
  const recorded = await measured(async () => {
    await ask(service, `/imports/${id}/record`, {})
    const { counts } = await until('done')
    if (counts?.recorded !== payments) throw new Error(`Only ${counts?.recorded} of ${payments} are recorded`)
  })
  return { sent, checked, recorded, peak: await service.peak() }
}

async function upload({ url, headers }: Served, file: string): Promise<string> {
  const answer = await fetch(`${url}/api/v1/imports?name=payments.ndjson`, {
    method: 'POST',
    headers: { ...headers, 'Content-Type': 'application/octet-stream' },
    body: await openAsBlob(file),
  })
  if (answer.status !== 201) throw new Error(await answer.text())
  const { id }: ImportJson = await answer.json()
  return id
}

function* lines(count: number): Generator<string> {
  for (let at = 0; at < count; at++) yield `${JSON.stringify(makeReport(at))}\n`
}
