import { type Logger, pino } from 'pino'
import type { Config } from '#api/config.ts'

/** The service's log: JSON lines on standard error, so that commands keep standard output for their answer. */
export function createLog({ logLevel }: Pick<Config, 'logLevel'>): Logger {
  return pino(
    {
      level: logLevel,
      redact: [
        'req.headers.authorization',
        'req.headers.cookie',
        'password',
        'token',
        '*.password',
        '*.token',
      ],
    },
    pino.destination({ dest: 2, sync: true }),
  )
}
