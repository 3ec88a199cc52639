import { readConfig } from '#api/config.ts'
import { createContext } from '#api/create-context.ts'
import { checkAround, checkInside } from '#api/health/check/check-all.ts'
import { bad, type Finding } from '#api/health/check/finding.ts'
import { PlainError } from '#api/lib/errors.ts'
import { createLog } from '#api/log.ts'
import { openStore } from '#db/open-store.ts'
import { type Command, positionals } from '#scripts/cli/command.ts'

const MARKS = { well: 'ok  ', look: 'LOOK', broken: 'BAD ' } as const

/** `readout doctor`: what Readout stands on, and what to do where that gives way. */
export const doctor: Command = {
  name: 'doctor',
  usage: ['doctor'],
  summary:
    'looks at disk, clock, database, wallets, feeds, proxy, secrets and backups, and says what to do; status 1 where something is broken',
  async run(args, io) {
    positionals(args)
    const config = readConfig({ ...io.env, LOG_LEVEL: io.env.LOG_LEVEL || 'silent' })
    let isBroken = false
    const tell = (findings: readonly Finding[]) => {
      for (const { about, how, says, step } of findings) {
        isBroken ||= how === 'broken'
        io.stdout.write(`${MARKS[how]}  ${about.padEnd(9)} ${says}\n`)
        if (step) io.stdout.write(`                → ${step}\n`)
      }
    }
    tell(await checkAround({ config, now: () => new Date() }))
    try {
      const store = await openStore(config, 'command', io.say)
      try {
        tell(
          await checkInside(
            createContext({ config, database: store.database, log: createLog(config), stopping: io.signal }),
          ),
        )
      } finally {
        await store.close()
      }
    } catch (error) {
      if (!(error instanceof PlainError)) throw error
      tell([bad('database', 'broken', error.message, '')])
    }
    if (isBroken) throw new PlainError('Something is broken. What to do stands above.')
  },
}
