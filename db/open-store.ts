import { withTimeout } from '#api/lib/async.ts'
import { hasCode, PlainError } from '#api/lib/errors.ts'
import { type Database, openDatabase } from '#db/database.ts'
import { openEmbeddedServer } from '#db/embedded/server.ts'

/** How long queries under way are waited for at the end. */
const QUERY_MS = 5_000

/** Where the database is: at an address, else in a folder of ours. */
export type StoreConfig = { databaseUrl: string | null; databaseSchema: string; dataDir: string }

/** The database that the settings name, and what must end with it. */
export type Store = {
  database: Database
  /** Resolves when the embedded server has ended without us; never where there is none. */
  lost: Promise<void>
  /** Waits a while for queries under way. @param force ends the waiting */
  close(force?: AbortSignal): Promise<void>
}

/**
 * Opens the database of DATABASE_URL, or else the embedded one of DATA_DIR. Migrates nothing.
 * @param as `service`: one for each embedded database; `command`: works beside it
 * @throws PlainError where it is out of reach
 */
export async function openStore(
  config: StoreConfig,
  as: 'service' | 'command',
  say: (sentence: string) => void,
): Promise<Store> {
  const server =
    config.databaseUrl === null
      ? await openEmbeddedServer(config.dataDir, as, say)
      : { url: config.databaseUrl, lost: new Promise<void>(() => {}), close: async () => {} }
  try {
    const database = await openDatabase({
      url: server.url,
      schema: config.databaseSchema,
      onIdleError: (error) =>
        say(`A connection to the database broke (${error.message}); the next one is new.`),
    })
    const close = async (force?: AbortSignal) => {
      await withTimeout(database.close(), QUERY_MS, force)
      await server.close()
    }
    return { database, lost: server.lost, close }
  } catch (cause) {
    await server.close()
    throw new PlainError(explain(cause, config.databaseSchema), { cause })
  }
}

/** Says what hinders a connection, by the codes of PostgreSQL (its manual, appendix A) and of the system. */
function explain(error: unknown, schema: string): string {
  if (hasCode(error, 'ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH'))
    return 'The database of DATABASE_URL does not answer. See whether it runs and whether host and port are right.'
  if (hasCode(error, '28P01', '28000')) return 'The database refuses the user or password in DATABASE_URL.'
  if (hasCode(error, '3D000')) return 'The database named in DATABASE_URL does not exist. Make it first.'
  if (hasCode(error, '42501'))
    return `The user in DATABASE_URL may not make the schema ${schema}. Make it and give it to that user.`
  const message = error instanceof Error ? error.message : String(error)
  return `The database of DATABASE_URL cannot be used: ${message}`
}
