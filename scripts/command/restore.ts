import { randomUUIDv7 } from 'node:crypto'
import { parseArgs } from 'node:util'
import { insertEntry } from '#api/audit/record-audit.ts'
import { readConfig } from '#api/config.ts'
import { restoreBackup } from '#db/backup/restore-backup.ts'
import { openStore } from '#db/open-store.ts'
import { atCommandLine } from '#scripts/cli/at-command-line.ts'
import { type Command, positionals } from '#scripts/cli/command.ts'

/** `readout restore`: everything as a file has it. */
export const restore: Command = {
  name: 'restore',
  usage: ['restore FILE [--force]'],
  summary: 'reads a backup into an empty database, or with --force in the place of all that is there',
  async run(args, io) {
    const { values, positionals: given } = parseArgs({
      args,
      allowPositionals: true,
      options: { force: { type: 'boolean', default: false } },
    })
    const [file] = positionals(given, 'FILE')
    const store = await openStore(readConfig(io.env), 'command', io.say)
    try {
      const { tables, created_at, leftOut, ended } = await restoreBackup(store.database, file, {
        ...values,
        note: ({ created_at }, kept) =>
          insertEntry(store.database.db, randomUUIDv7(), atCommandLine(io), {
            action: 'readout restore',
            detail: { created_at, ...kept },
          }).compile(),
        signal: io.signal,
      })
      const rows = tables.reduce((sum, table) => sum + table.rows, 0)
      io.say(`Restored ${rows} rows of ${tables.length} tables, as they were at ${created_at}.`)
      if (leftOut.length > 0) io.say(sayLeftOut(leftOut))
      io.say('Everybody signs in anew, with the password and the second factor of then.')
      if (ended?.keys.length) io.say(`Keys that were revoked since stay so: ${ended.keys.join(', ')}.`)
      if (ended?.people.length)
        io.say(
          `People who were removed since stay so: ${ended.people.join(', ')}. "readout user add" makes an account again.`,
        )
    } finally {
      await store.close()
    }
  },
}

/** Says which tables of a backup stayed behind. */
export function sayLeftOut(tables: readonly string[]): string {
  return `Left out, since they are none of Readout's: ${tables.join(', ')}.`
}
