import { type ChildProcess, spawn } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { inject } from 'vitest'
import { endWithRun } from '#tests/helper/end-with-run.ts'

const ROOT = dirname(dirname(import.meta.dirname))
const BUILDS = join(ROOT, 'scripts', 'build')

/**
 * The project without its pages, so that nobody waits for them to be built.
 * @param folder to make it in, by default that of the run, once
 */
export function makeBareProject(folder = join(inject('runFolder'), `project-${process.pid}`)): string {
  if (existsSync(join(folder, 'package.json'))) return folder
  mkdirSync(folder, { recursive: true })
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'))
  // It runs as it was built, where that was of these sources, and builds nothing itself.
  for (const name of ['api', 'db', 'scripts', 'seeds', 'package.json', 'package-lock.json'])
    cpSync(join(ROOT, name), join(folder, name), { recursive: true, filter: (path) => path !== BUILDS })
  return folder
}

export type Run = {
  child: ChildProcess
  /** What it said so far, on both outputs. */
  said(): string
  answered(): string
  /** Waits for a line that holds this. @returns its first group, else all of it */
  hears(pattern: RegExp): Promise<string>
  /** Signals its process group. */
  signal(signal: NodeJS.Signals): void
  /** Waits for its end. @returns its status, or the signal that ended it */
  ends(): Promise<number | NodeJS.Signals | null>
}

/** Runs `start` or `readout` as a process group of its own, with this environment and no other settings. */
export function runScript(
  script: 'start' | 'readout',
  options: {
    env: Record<string, string>
    args?: string[]
    input?: string
    account?: { uid: number; gid: number }
    root?: string
    cwd?: string
    /** A command that runs the script as its last words, e.g. with fewer rights. */
    under?: string[]
  },
): Run {
  const { env, args = [], account, root = makeBareProject(), cwd = root, under = [] } = options
  const file = join(root, 'scripts', `${script}.ts`)
  const words = [...under, process.execPath, '--disable-warning=ExperimentalWarning', file, ...args]
  const child = spawn(words[0] ?? '', words.slice(1), {
    ...account,
    cwd,
    detached: true,
    env: {
      PATH: process.env.PATH,
      // The same files again and again: half of the time of a start.
      NODE_COMPILE_CACHE: join(inject('runFolder'), 'compiled'),
      HOST: '127.0.0.1',
      PORT: '0',
      DEMO: 'off',
      LOG_LEVEL: 'warn',
      ...env,
    },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  let all = ''
  let answer = ''
  child.stdout.on('data', (chunk) => {
    all += chunk
    answer += chunk
  })
  child.stderr.on('data', (chunk) => (all += chunk))
  child.stdin.on('error', () => {})
  child.stdin.end(options.input ?? '')
  const ended = endWithRun(child).then(() => child.exitCode ?? child.signalCode)
  return {
    child,
    said: () => all,
    answered: () => answer,
    signal: (signal) => process.kill(-(child.pid ?? Number.NaN), signal),
    ends: () => ended,
    hears: async (pattern) => {
      for (;;) {
        const found = pattern.exec(all)
        if (found) return found[1] ?? found[0]
        const gone = await Promise.race([
          ended.then(() => true),
          new Promise<false>((resolve) => setTimeout(() => resolve(false), 20)),
        ])
        if (gone && !pattern.test(all)) throw new Error(`It ended and never said ${pattern}, but:\n${all}`)
      }
    },
  }
}
