import { sql } from 'kysely'
import { PlainError } from '#api/lib/errors.ts'
import { restoreBackup } from '#db/backup/restore-backup.ts'
import { openDatabase } from '#db/database.ts'
import { openThrowawayServer } from '#db/embedded/throwaway.ts'

/** What no migration makes more or less of. */
const COUNTED = ['payments', 'sightings', 'boosts', 'supporters', 'shows'] as const

/**
 * Restores a backup into a server that is started for it and thrown away, so that it neither needs room in the database nor holds
 * anybody up there.
 * @param folder where its files lie meanwhile; one that a trial left is taken up
 * @returns how many rows were there again
 * @throws PlainError where that is not what the backup says it holds
 */
export async function restoreAside(file: string, folder: string, signal?: AbortSignal): Promise<number> {
  const server = await openThrowawayServer(folder)
  try {
    const database = await openDatabase({ url: server.url, schema: 'readout' })
    try {
      const { tables } = await restoreBackup(database, file, { force: true, signal })
      for (const name of COUNTED) {
        const rows = tables.find((table) => table.name === name)?.rows ?? 0
        const { rows: counted } = await sql<{ count: number }>`
          select count(*) as count from ${sql.ref(name)}`.execute(database.db)
        if (counted[0]?.count !== rows)
          throw new PlainError(
            `The backup holds ${rows} rows of ${name}, and restored ${counted[0]?.count}. Keep it, and take another.`,
          )
      }
      return tables.reduce((sum, { rows }) => sum + rows, 0)
    } finally {
      await database.close()
    }
  } finally {
    await server.remove()
  }
}
