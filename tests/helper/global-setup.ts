import { existsSync, statfsSync } from 'node:fs'
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
import { dropTriggers } from '#tests/helper/feed-net.ts'
import { sweepRun } from '#tests/helper/sweep-run.ts'
import { createDatabase, dropDatabase, TEMPLATE } from '#tests/helper/test-db.ts'

/** Linux keeps what is here in memory. */
const MEMORY = '/dev/shm'
const ROOM_BYTES = 3e9

declare module 'vitest' {
  interface ProvidedContext {
    /** Of each worker its own, in the order of their numbers. */
    serverUrls: string[]
    /** Where tests make their folders: whatever is left there at the end is removed, and its processes end. */
    runFolder: string
  }
}

/**
 * A PostgreSQL for each worker, with a migrated database that every test file clones: making and dropping databases has all of a server
 * wait, and so one file's tests would wait for another's.
 */
export default async function setup(project: TestProject) {
  const hadShared = existsSync(SHARED)
  const runFolder = await makeFolder(tmpdir(), hadShared)
  const serverFolder = hasRoom(MEMORY) ? await makeFolder(MEMORY, hadShared) : runFolder
  // What tests, and programs that they use, put into the system's folder for passing files goes with the run too.
  process.env.TMPDIR = runFolder
  const given = process.env.TEST_DATABASE_URL
  const servers = given
    ? [{ url: given, stop: async () => {} }]
    : await Promise.all(
        Array.from({ length: project.vitest.config.maxWorkers }, (_, index) =>
          start(join(serverFolder, `server-${index}`, 'data')),
        ),
      )
  await Promise.all(servers.map(({ url }) => makeTemplate(url)))
  project.provide(
    'serverUrls',
    servers.map(({ url }) => url),
  )
  project.provide('runFolder', runFolder)
  return async () => {
    if (given) await dropDatabase(given, TEMPLATE)
    await Promise.all(servers.map(({ stop }) => stop()))
  }
}

/** One that is gone after the run, also where that is cut off. */
async function makeFolder(place: string, hadShared: boolean): Promise<string> {
  const folder = await mkdtemp(join(place, 'readout-tests-'))
  process.once('exit', () => sweepRun(folder, hadShared))
  // Other users enter it too.
  await chmod(folder, 0o755)
  return folder
}

/** A few hundred databases are made and removed, of 600 files each: in memory that costs next to nothing. */
function hasRoom(folder: string): boolean {
  if (!existsSync(folder)) return false
  const { bavail, bsize } = statfsSync(folder)
  return bavail * bsize > ROOM_BYTES
}

async function makeTemplate(server: string): Promise<void> {
  await dropDatabase(server, TEMPLATE)
  const database = await openDatabase({ url: await createDatabase(server, TEMPLATE), schema: 'readout' })
  await migrate(database)
  if (process.env.TEST_FEED === 'statements') await dropTriggers(database.pool)
  await database.close()
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
    max_wal_size: '256MB',
  })
  if (!postmaster) throw new Error(`PostgreSQL stopped at its start: ${lastWords(place)}`)
  const url = `postgres://readout:${readPassword(place)}@127.0.0.1:${postmaster.port}/postgres`
  return { url, stop: () => stopPostmaster(place, postmaster) }
}
