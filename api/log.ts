import { type DestinationStream, type Logger, pino } from 'pino'
import type { Config } from '#api/config.ts'
import { logLine } from '#api/lib/log-line.ts'

/** What is never written out, wherever in an entry it stands, down to the third level. */
const SECRETS = [
  'authorization',
  'cookie',
  'set-cookie',
  'password',
  'current_password',
  'new_password',
  'password_hash',
  'token',
  'key',
  'secret',
  'macaroon',
  'connectionString',
]

/**
 * The service's log, on standard error, so that commands keep standard output for their answer: lines of text on a terminal, and of
 * JSON where another program reads it, unless the settings say so.
 * @param destination another place to write to
 */
export function createLog(
  { logLevel, logFormat = 'auto' }: Pick<Config, 'logLevel'> & Partial<Pick<Config, 'logFormat'>>,
  destination: DestinationStream = pino.destination({ dest: 2, sync: true }),
  isTerminal = process.stderr.isTTY === true,
): Logger {
  const isText = logFormat === 'text' || (logFormat === 'auto' && isTerminal)
  const lines = isText ? { write: (line: string) => destination.write(logLine(line)) } : destination
  const redact = SECRETS.flatMap((name) =>
    ['', '*.', '*.*.'].map((above) => `${above}["${name}"]`.replace('.[', '[')),
  )
  return pino({ level: logLevel, redact }, lines)
}
