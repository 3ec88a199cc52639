import { existsSync, readdirSync, rmSync } from 'node:fs'
import { chmod, mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { openDatabase } from '#db/database.ts'
import { prepareCluster, readPassword } from '#db/embedded/cluster.ts'
import { findPlace } from '#db/embedded/place.ts'
import { lastWords, startPostmaster, stopPostmaster } from '#db/embedded/postmaster.ts'
import { SHARED } from '#db/embedded/programs.ts'
import { migrate } from '#db/migrate.ts'
import { createDatabase, dropDatabase, TEMPLATE } from '#tests/helper/test-db.ts'

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
  await dropDatabase(server.url, TEMPLATE)
  const url = await createDatabase(server.url, TEMPLATE)
  const database = await openDatabase({ url, schema: 'readout' })
  await migrate(database)
  await database.close()
  project.provide('serverUrl', server.url)
  const wasThere = existsSync(SHARED)
  return async () => {
    await dropDatabase(server.url, TEMPLATE)
    await server.stop()
    if (!wasThere && existsSync(SHARED) && readdirSync(SHARED).every((name) => name.endsWith('.lock')))
      rmSync(SHARED, { recursive: true })
  }
}

/** Nothing of a test run is worth a disk write, so it need not survive a power cut. */
async function start() {
  const folder = await mkdtemp(join(tmpdir(), 'readout-tests-'))
  // The postgres user must be able to enter it.
  await chmod(folder, 0o755)
  const place = await findPlace(join(folder, 'data'), console.warn)
  await prepareCluster(place)
  const postmaster = await startPostmaster(place, {
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
    max_connections: '200',
  })
  if (!postmaster) throw new Error(`PostgreSQL stopped at its start: ${lastWords(place)}`)
  const remove = () => {
    for (const path of [dirname(place.cluster), folder])
      rmSync(path, { recursive: true, force: true, maxRetries: 5 })
  }
  // Where the run is cut off nothing can be waited for; what is thrown away may be killed.
  const cutOff = () => {
    process.kill(postmaster.pid, 'SIGKILL')
    remove()
  }
  process.once('exit', cutOff)
  const url = `postgres://readout:${readPassword(place)}@127.0.0.1:${postmaster.port}/postgres`
  const stop = async () => {
    process.off('exit', cutOff)
    await stopPostmaster(place, postmaster)
    remove()
  }
  return { url, stop }
}
