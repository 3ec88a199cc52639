import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { openDatabase } from '#db/database.ts'
import { serverAccount } from '#db/embedded/account.ts'
import { prepareCluster, readPassword } from '#db/embedded/cluster.ts'
import { findPlace } from '#db/embedded/place.ts'
import { startPostmaster, stopPostmaster } from '#db/embedded/postmaster.ts'
import { migrate } from '#db/migrate.ts'
import { createDatabase, TEMPLATE } from '#tests/helper/test-db.ts'

declare module 'vitest' {
  interface ProvidedContext {
    serverUrl: string
  }
}

/** One PostgreSQL for the whole run, with a migrated database that every test file clones. */
export default async function setup(project: TestProject) {
  const server = process.env.TEST_DATABASE_URL
    ? { url: process.env.TEST_DATABASE_URL, stop: async () => {} }
    : await start()
  const url = await createDatabase(server.url, TEMPLATE)
  const database = await openDatabase({ url, schema: 'readout' })
  await migrate(database)
  await database.close()
  project.provide('serverUrl', server.url)
  return server.stop
}

/** Nothing of a test run is worth a disk write, so it need not survive a power cut. */
async function start() {
  const folder = await mkdtemp(join(tmpdir(), 'readout-tests-'))
  // The postgres user must be able to enter it.
  await chmod(folder, 0o755)
  const place = findPlace(join(folder, 'data'), serverAccount(console.warn))
  await rm(place.cluster, { recursive: true, force: true })
  await prepareCluster(place)
  const postmaster = await startPostmaster(place, {
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
    max_connections: '200',
  })
  const url = `postgres://readout:${readPassword(place)}@127.0.0.1:${postmaster.port}/postgres`
  const stop = async () => {
    await stopPostmaster(postmaster)
    await rm(folder, { recursive: true, force: true })
    await rm(place.cluster, { recursive: true, force: true })
  }
  process.once('exit', () => {
    try {
      process.kill(postmaster.pid, 'SIGINT')
    } catch {
      // Stopped already.
    }
  })
  return { url, stop }
}
