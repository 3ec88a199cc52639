import { PassThrough, Readable } from 'node:stream'
import type { Io } from '#scripts/cli/command.ts'
import { runCommand } from '#scripts/cli/run-command.ts'

/** Runs a command line in this process, on a database. */
export async function runReadout(databaseUrl: string, argv: string[], overrides: Partial<Io> = {}) {
  const stdout = new PassThrough()
  const told: string[] = []
  const status = await runCommand(argv, {
    env: { DATABASE_URL: databaseUrl, SUDO_USER: 'chris' },
    stdin: Readable.from(['']),
    stdout,
    say: (sentence) => void told.push(sentence),
    signal: new AbortController().signal,
    ...overrides,
  })
  return { status, out: String(stdout.read() ?? ''), told: told.join('\n') }
}
