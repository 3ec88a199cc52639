import { AppError } from '#api/errors.ts'
import { PlainError } from '#api/lib/errors.ts'
import { type Command, type Io, UsageError } from '#scripts/cli/command.ts'
import { commands } from '#scripts/cli/commands.ts'

/**
 * Runs one command line.
 * @param argv after `readout`
 * @returns the exit status: 0, 1 where it failed, 2 where it was called wrongly, 130 where it was stopped
 */
export async function runCommand(argv: readonly string[], io: Io): Promise<number> {
  const [name, ...args] = argv
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    io.stdout.write(await help())
    return name === undefined ? 2 : 0
  }
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (!load) {
    io.say(`There is no command "${name}".\n\n${await help()}`)
    return 2
  }
  const command = await load()
  if (args.includes('--help')) {
    io.stdout.write(`${command.summary}\n\n${waysToCall(command)}\n`)
    return 0
  }
  try {
    await command.run(args, io)
    return 0
  } catch (error) {
    if (io.signal.aborted) {
      io.say('Stopped.')
      return 130
    }
    return report(error, command, io)
  }
}

function report(error: unknown, command: Command, io: Io): number {
  if (error instanceof UsageError || isParseArgsError(error)) {
    io.say(`${error.message}\n\n${waysToCall(command)}`)
    return 2
  }
  if (error instanceof PlainError || error instanceof AppError) io.say(error.message)
  else io.say(error instanceof Error ? (error.stack ?? error.message) : String(error))
  return 1
}

function waysToCall({ usage }: Command): string {
  return usage.map((way) => `  readout ${way}`).join('\n')
}

function isParseArgsError(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')
}

async function help(): Promise<string> {
  const all = await Promise.all(Object.values(commands).map((load) => load()))
  const lines = all.map(({ usage, summary }) =>
    [...usage.map((way) => `  ${way}`), `      ${summary}`].join('\n'),
  )
  return `npm run --silent readout -- COMMAND\n\n${lines.join('\n')}\n`
}
