import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Bench, median, printFigure, printNote } from '#scripts/bench/bench-of.ts'
import { startFlags } from '#scripts/bench/child-server.ts'
import { cpuOf, memoryOf, ownCpuOf } from '#scripts/bench/cpu-of.ts'

const ROOT = join(import.meta.dirname, '..', '..', '..')
const STARTS = 3
const MIB = 1024 * 1024

/** What a service costs that nobody uses: to start it again, its memory, and its processor time in a minute. Where there is no /proc, nothing is known. @param args `--short`: a third of a minute */
export const bench: Bench = async (args) => {
  const seconds = args.includes('--short') ? 20 : 60
  const folder = await mkdtemp(join(tmpdir(), 'readout-bench-rest-'))
  await chmod(folder, 0o755)
  try {
    // The first one makes what all later ones find.
    await (await start(folder)).stop()
    const starts: number[] = []
    for (let n = 1; n < STARTS; n++) {
      const again = await start(folder)
      starts.push(again.cpu)
      await again.stop()
    }
    const service = await start(folder)
    starts.push(service.cpu)
    try {
      printNote(`processor time of Node until it is ready: ${starts.join(', ')} ms`)
      // Until the jobs of a start are done, and the connections that they needed are let go of.
      await sleep(45_000)
      const before = cpuOf([service.pid]) ?? Number.NaN
      await sleep(seconds * 1000)
      const rest = (((cpuOf([service.pid]) ?? Number.NaN) - before) * 60) / seconds
      return [
        printFigure(
          'processor time of a second start, Node alone',
          median(starts) / 1000,
          { atMost: 1 },
          ' s',
        ),
        printFigure(
          'memory at rest, Node and PostgreSQL, empty',
          memoryOf([service.pid]) / MIB,
          { atMost: 110 },
          ' MiB',
        ),
        printFigure('processor time in a minute of rest', rest / 1000, { atMost: 0.1 }, ' s'),
      ].every(Boolean)
    } finally {
      await service.stop()
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

type Started = { pid: number /** Of Node until it was ready, in ms. */; cpu: number; stop(): Promise<void> }

/** Starts it as `npm start` does. */
async function start(folder: string): Promise<Started> {
  const child = spawn(process.execPath, [...(await startFlags()), join('scripts', 'start.ts')], {
    cwd: ROOT,
    env: {
      PATH: process.env.PATH,
      NODE_COMPILE_CACHE: join(ROOT, 'node_modules', '.cache', 'readout'),
      DATA_DIR: join(folder, 'data'),
      DEMO: 'off',
      HOST: '127.0.0.1',
      PORT: '0',
    },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const stop = async () => {
    if (child.exitCode !== null) return
    const ended = once(child, 'exit')
    child.kill('SIGTERM')
    await ended
  }
  await hears(child, 'Readout is at')
  const pid = child.pid ?? 0
  return { pid, cpu: ownCpuOf(pid), stop }
}

async function hears(child: ChildProcess, words: string): Promise<void> {
  let said = ''
  for await (const chunk of child.stdout?.iterator({ destroyOnReturn: false }) ?? []) {
    said += chunk
    if (said.includes(words)) return
  }
  throw new Error('It ended before it was ready.')
}
