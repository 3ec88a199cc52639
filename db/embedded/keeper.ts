import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { hasCode, PlainError } from '#api/lib/errors.ts'
import type { Place } from '#db/embedded/place.ts'
import type { Postmaster } from '#db/embedded/postmaster.ts'
import { isAlive } from '#db/embedded/process.ts'

const NAME = 'readout keeper'

/** A connection that tells other processes that we use the server. */
export type Keeper = {
  /** Resolves when the server has ended without us. */
  lost: Promise<void>
  /** Whether others use the server too, or may do so: whoever comes later stops one that is left running. */
  hasOthers(): Promise<boolean>
  end(): Promise<void>
}

/**
 * Connects as soon as the server lets us: after a crash it first recovers. Where one of its processes crashes, it cuts everybody
 * off and goes on; so does the keeper.
 * @returns null where the server ended
 */
export async function openKeeper(url: string, postmaster: Postmaster, place: Place): Promise<Keeper | null> {
  let client = await connect(url, postmaster, place)
  if (!client) return null
  let ending = false
  const lost = new Promise<void>((resolve) => {
    const watch = (watched: pg.Client) => watched.once('end', () => void comeBack())
    const comeBack = async () => {
      client = ending ? null : await connect(url, postmaster, place).catch(() => null)
      if (client) watch(client)
      else if (!ending) resolve()
    }
    if (client) watch(client)
  })
  return {
    lost,
    hasOthers: async () => (client ? await seesOthers(client) : isAlive(postmaster.pid)),
    end: async () => {
      ending = true
      await client?.end()
    },
  }
}

async function connect(url: string, postmaster: Postmaster, place: Place): Promise<pg.Client | null> {
  const until = Date.now() + 120_000
  while (isAlive(postmaster.pid)) {
    const client = new pg.Client({
      connectionString: url,
      application_name: NAME,
      keepAlive: true,
      connectionTimeoutMillis: 10_000,
    })
    client.on('error', () => {})
    try {
      await client.connect()
      return client
    } catch (cause) {
      if (hasCode(cause, '28P01'))
        throw new PlainError(
          `The password in ${place.passwordFile} is not the one that the database was made with. Put the old file back.`,
          { cause },
        )
      if (Date.now() > until)
        throw new PlainError(`The embedded PostgreSQL does not answer. See ${place.logFile}.`, { cause })
      await sleep(50)
    }
  }
  return null
}

async function seesOthers(client: pg.Client): Promise<boolean> {
  try {
    const { rowCount } = await client.query(
      'select from pg_stat_activity where application_name = $1 and pid <> pg_backend_pid()',
      [NAME],
    )
    return (rowCount ?? 0) > 0
  } catch {
    // It is gone, or a crash of one of its processes cut everybody off for a moment.
    return true
  }
}
