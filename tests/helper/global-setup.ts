import { existsSync } from 'node:fs'
import { chmod, mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { openDatabase } from '#db/database.ts'
import { prepareCluster, readPassword } from '#db/embedded/cluster.ts'
import { findPlace } from '#db/embedded/place.ts'
import { lastWords, startPostmaster, stopPostmaster } from '#db/embedded/postmaster.ts'
import { SHARED } from '#db/embedded/programs.ts'
import { migrate } from '#db/migrate.ts'
import { sweepRun } from '#tests/helper/sweep-run.ts'
import { createDatabase, dropDatabase, TEMPLATE } from '#tests/helper/test-db.ts'

declare module 'vitest' {
  interface ProvidedContext {
    serverUrl: string
    /** Where tests make their folders: whatever is left there at the end is removed, and its processes end. */
    runFolder: string
  }
}

/** One PostgreSQL for the whole run, with a migrated database that every test file clones. */
export default async function setup(project: TestProject) {
  const hadShared = existsSync(SHARED)
  const runFolder = await mkdtemp(join(tmpdir(), 'readout-tests-'))
  // Also where the run is cut off, or fails below.
  process.once('exit', () => sweepRun(runFolder, hadShared))
  // Other users enter it too.
  await chmod(runFolder, 0o755)
  const server = process.env.TEST_DATABASE_URL
    ? { url: process.env.TEST_DATABASE_URL, stop: async () => {} }
    : await start(join(runFolder, 'server', 'data'))
  await dropDatabase(server.url, TEMPLATE)
  const url = await createDatabase(server.url, TEMPLATE)
  const database = await openDatabase({ url, schema: 'readout' })
  await migrate(database)
  await database.close()
  project.provide('serverUrl', server.url)
  project.provide('runFolder', runFolder)
  return async () => {
    await dropDatabase(server.url, TEMPLATE)
    await server.stop()
  }
}

/** Nothing of a test run is worth a disk write, so it need not survive a power cut. */
async function start(dataDir: string) {
  const place = await findPlace(dataDir, console.warn)
  await prepareCluster(place)
  const postmaster = await startPostmaster(place, {
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
    max_connections: '200',
  })
  if (!postmaster) throw new Error(`PostgreSQL stopped at its start: ${lastWords(place)}`)
  const url = `postgres://readout:${readPassword(place)}@127.0.0.1:${postmaster.port}/postgres`
  return { url, stop: () => stopPostmaster(place, postmaster) }
}
