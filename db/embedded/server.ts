import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { serverAccount } from '#db/embedded/account.ts'
import { prepareCluster, readPassword } from '#db/embedded/cluster.ts'
import { findPlace } from '#db/embedded/place.ts'
import { findPostmaster, type Postmaster, startPostmaster, stopPostmaster } from '#db/embedded/postmaster.ts'

/** Any number, the same for all of us: held by the one service of a DATA_DIR. */
const SERVICE_LOCK = 7200

export type EmbeddedServer = {
  url: string
  /** Leaves, and stops the server unless another process still uses it: the last one out turns off the light. */
  close(): Promise<void>
}

/**
 * Gives the PostgreSQL of a data folder: the one that runs there, e.g. beside a service or left by one that was killed, else
 * a new one.
 * @param as `service`: there may be one, a second gets an error that says so; `command`: works beside it
 * @throws Error with a sentence for the person who starts it
 */
export async function openEmbeddedServer(
  dataDir: string,
  as: 'service' | 'command',
  say: (sentence: string) => void = () => {},
): Promise<EmbeddedServer> {
  const place = findPlace(dataDir, serverAccount(say))
  const running = findPostmaster(place)
  if (!running) await prepareCluster(place)
  const postmaster = running ?? (await startOrMeet(place))
  const url = `postgres://readout:${encodeURIComponent(readPassword(place))}@127.0.0.1:${postmaster.port}/postgres`
  const keeper = await connect(url, place.logFile)
  if (as === 'service') {
    const { rows } = await keeper.query<{ got: boolean }>('select pg_try_advisory_lock($1) as got', [
      SERVICE_LOCK,
    ])
    if (!rows[0]?.got) {
      await keeper.end()
      throw new Error(
        `Readout is running on ${dataDir} already. Stop that one first, or give this one a DATA_DIR of its own.`,
      )
    }
  }
  return { url, close: () => leave(keeper, postmaster) }
}

/** Two processes may start at once: PostgreSQL lets one in, and the other meets it. */
async function startOrMeet(place: Parameters<typeof startPostmaster>[0]): Promise<Postmaster> {
  try {
    return await startPostmaster(place)
  } catch (error) {
    for (let wait = 0; wait < 50; wait++) {
      const met = findPostmaster(place)
      if (met) return met
      await sleep(20)
    }
    throw error
  }
}

/** Connects as soon as the server lets us: after a crash it first recovers. */
async function connect(url: string, logFile: string): Promise<pg.Client> {
  const until = Date.now() + 120_000
  for (;;) {
    const client = new pg.Client({ connectionString: url, application_name: 'readout keeper' })
    client.on('error', () => {})
    try {
      await client.connect()
      return client
    } catch (cause) {
      const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
      if (code === '28P01')
        throw new Error(
          'The password file of the embedded PostgreSQL is not the one it was made with. Put the old one back.',
          { cause },
        )
      if (Date.now() > until)
        throw new Error(`The embedded PostgreSQL does not answer. See ${logFile}.`, { cause })
      await sleep(50)
    }
  }
}

async function leave(keeper: pg.Client, postmaster: Postmaster): Promise<void> {
  const others = await keeper
    .query<{ others: boolean }>(
      `select exists (select from pg_stat_activity
         where application_name = 'readout keeper' and pid <> pg_backend_pid()) as others`,
    )
    .then(({ rows }) => rows[0]?.others ?? false)
    .catch(() => false)
  await keeper.end().catch(() => {})
  if (!others) await stopPostmaster(postmaster)
}
