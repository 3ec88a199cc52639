import type { Readable, Writable } from 'node:stream'

/** What a command may touch of the world, so that tests can hand it another. */
export type Io = {
  env: Record<string, string | undefined>
  stdin: Readable
  /** For the command's answer alone, e.g. a key. */
  stdout: Writable
  /** Tells the person something, as a line on standard error. */
  say: (sentence: string) => void
  /** Standard error, where it is a terminal: progress is drawn there. */
  terminal?: Writable & { columns?: number }
  /** Aborted when the person wants it to end; a command that loops looks at it between steps. */
  signal: AbortSignal
}

/** One command of `readout`. Throws a `PlainError` where the person can mend it: shown alone, status 1. */
export type Command = {
  name: string
  /** The ways to call it, a line each, after `readout`: e.g. `backup FILE`. */
  usage: readonly string[]
  /** In half a line. */
  summary: string
  /** @param args what follows the name, for `parseArgs` of node:util (its errors show the usage) */
  run(args: string[], io: Io): Promise<void>
}

/** Ends a command with this sentence, its usage and status 2. */
export class UsageError extends Error {
  override name = 'UsageError' as const
}

/** The arguments by position, exactly as many as have names here. @throws UsageError */
export function positionals<const Names extends readonly string[]>(
  given: readonly string[],
  ...names: Names
): { [Key in keyof Names]: string } & string[]
export function positionals(given: readonly string[], ...names: string[]): string[] {
  const missing = names[given.length]
  if (missing) throw new UsageError(`${missing} is missing.`)
  const extra = given[names.length]
  if (extra !== undefined) throw new UsageError(`"${extra}" is too much.`)
  return [...given]
}
