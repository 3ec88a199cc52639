import { type DestinationStream, type Logger, pino } from 'pino'
import type { Config } from '#api/config.ts'

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
 * The service's log: JSON lines on standard error, so that commands keep standard output for their answer.
 * @param destination another place to write to
 */
export function createLog(
  { logLevel }: Pick<Config, 'logLevel'>,
  destination: DestinationStream = pino.destination({ dest: 2, sync: true }),
): Logger {
  const redact = SECRETS.flatMap((name) =>
    ['', '*.', '*.*.'].map((above) => `${above}["${name}"]`.replace('.[', '[')),
  )
  return pino({ level: logLevel, redact }, destination)
}
