import { stat } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { readConfig } from '#api/config.ts'
import { PlainError } from '#api/lib/errors.ts'
import { writeBackup } from '#db/backup/write-backup.ts'
import { openStore } from '#db/open-store.ts'
import { type Command, positionals } from '#scripts/cli/command.ts'

/** `readout backup`: everything in one file. */
export const backup: Command = {
  name: 'backup',
  usage: ['backup FILE [--force]'],
  summary: 'writes everything to one compressed file, while the service runs or not',
  async run(args, io) {
    const { values, positionals: given } = parseArgs({
      args,
      allowPositionals: true,
      options: { force: { type: 'boolean', default: false } },
    })
    const [file] = positionals(given, 'FILE')
    if (!values.force && (await sizeOf(file)) > 0)
      throw new PlainError(
        `There is a file ${file} already. Choose another name, or replace it with --force.`,
      )
    const store = await openStore(readConfig(io.env), 'command', io.say)
    try {
      const { tables } = await writeBackup(store.database, file, io.signal)
      const rows = tables.reduce((sum, table) => sum + table.rows, 0)
      io.say(`${file} holds ${rows} rows of ${tables.length} tables in ${await sizeOf(file)} bytes.`)
      io.say(
        'The secrets of sources in it open with your SECRET_KEY only (or secret.key in DATA_DIR): keep a copy of that too.',
      )
    } finally {
      await store.close()
    }
  },
}

async function sizeOf(file: string): Promise<number> {
  return (await stat(file).catch(() => null))?.size ?? 0
}
