import { createInterface } from 'node:readline/promises'
import type { Io } from '#scripts/cli/command.ts'

/** Asks a question that is answered with yes or no; null where nobody is there to answer. */
export async function ask({ stdin, terminal, say, signal }: Io, question: string): Promise<boolean | null> {
  if (!('isTTY' in stdin) || stdin.isTTY !== true) return null
  if (!terminal) say(`${question} [y/N]`)
  const lines = createInterface({ input: stdin, ...(terminal ? { output: terminal } : {}), signal })
  try {
    const answer = await lines.question(terminal ? `${question} [y/N] ` : '')
    return /^\s*y(es)?\s*$/i.test(answer)
  } finally {
    lines.close()
  }
}
