import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readConfig } from '#api/config.ts'
import { PlainError } from '#api/lib/errors.ts'
import { restoreBackup } from '#db/backup/restore-backup.ts'
import { writeBackup } from '#db/backup/write-backup.ts'
import { openStore } from '#db/open-store.ts'
import { type Command, type Io, positionals } from '#scripts/cli/command.ts'
import { sayLeftOut } from '#scripts/command/restore.ts'

/** `readout move`: everything to another PostgreSQL, one of one's own. */
export const move: Command = {
  name: 'move',
  usage: ['move URL'],
  summary: 'takes everything to an empty database of another PostgreSQL, while the service is stopped',
  async run(args, io) {
    const [url] = positionals(args, 'URL')
    const folder = await mkdtemp(join(tmpdir(), 'readout-move-'))
    try {
      await moveTo(url, join(folder, 'all.gz'), io)
    } finally {
      await rm(folder, { recursive: true })
    }
  },
}

async function moveTo(url: string, file: string, io: Io): Promise<void> {
  const here = readConfig(io.env)
  const { DATABASE_DIRECT_URL: _direct, DATABASE_REPLICA_URL: _replica, ...env } = io.env
  const there = readConfig({ ...env, DATABASE_URL: url })
  if (here.databaseUrl === there.databaseUrl) throw new PlainError('Everything is in that database already.')
  // As the service it is alone with the data: what came meanwhile would stay behind.
  const from = await openStore(here, 'service', io.say)
  try {
    await writeBackup(from.database, file, io.signal)
    const to = await openStore(there, 'command', io.say)
    try {
      const { tables, leftOut } = await restoreBackup(to.database, file, { moved: true, signal: io.signal })
      const rows = tables.reduce((sum, table) => sum + table.rows, 0)
      io.say(`${rows} rows of ${tables.length} tables are there now.`)
      if (leftOut.length > 0) io.say(sayLeftOut(leftOut))
    } finally {
      await to.close()
    }
  } finally {
    await from.close()
  }
  io.say(
    'Start Readout with DATABASE_URL set to it, and SECRET_KEY or DATA_DIR as they are. What was here stays as it is.',
  )
}
