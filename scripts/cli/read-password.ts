import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { type Io, UsageError } from '#scripts/cli/command.ts'

/**
 * The first line of standard input; at a terminal it is asked for and not shown.
 * @throws UsageError where there is none
 */
export async function readPassword({ stdin, say, signal }: Io): Promise<string> {
  const terminal = 'isTTY' in stdin && stdin.isTTY === true
  if (terminal) say('Password (at least 12 characters; not shown):')
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() })
  const lines = createInterface({ input: stdin, output: silent, terminal, signal })
  try {
    for await (const line of lines) return line
  } finally {
    lines.close()
  }
  throw new UsageError('The password is missing: give it on standard input.')
}
