import { withTimeout } from '#api/lib/async.ts'
import { hasCode, PlainError } from '#api/lib/errors.ts'
import { type Database, openDatabase } from '#db/database.ts'
import { openEmbeddedServer } from '#db/embedded/server.ts'
import type { Pooler } from '#db/reach.ts'

/** How long queries under way are waited for at the end. */
const QUERY_MS = 5_000

/** Where the database is: at an address, else in a folder of ours. */
export type StoreConfig = {
  databaseUrl: string | null
  databaseSchema: string
  dataDir: string
  databaseDirectUrl?: string | null
  databasePooler?: Pooler | null
  databaseCaFile?: string | null
  databaseReplicaUrl?: string | null
}

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
      ...(config.databaseUrl === null
        ? {}
        : {
            directUrl: config.databaseDirectUrl,
            pooler: config.databasePooler,
            caFile: config.databaseCaFile,
            replicaUrl: config.databaseReplicaUrl,
          }),
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
    if (cause instanceof PlainError) throw cause
    throw new PlainError(explain(cause, config.databaseSchema), { cause })
  }
}

/** How Node says that nobody it knows signed a certificate, or for another name. */
const UNTRUSTED = [
  'SELF_SIGNED_CERT_IN_CHAIN',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'CERT_HAS_EXPIRED',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]

/** Says what hinders a connection, by the codes of PostgreSQL (its manual, appendix A) and of the system. */
function explain(error: unknown, schema: string): string {
  if (hasCode(error, 'ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH'))
    return 'The database of DATABASE_URL does not answer. See whether it runs and whether host and port are right.'
  if (hasCode(error, '28P01', '28000')) return 'The database refuses the user or password in DATABASE_URL.'
  if (hasCode(error, '3D000')) return 'The database named in DATABASE_URL does not exist. Make it first.'
  if (hasCode(error, '42501'))
    return `The user in DATABASE_URL may not make the schema ${schema}. Make it and give it to that user.`
  const message = error instanceof Error ? error.message : String(error)
  if (hasCode(error, '08P01') && /startup parameter/.test(message))
    return 'DATABASE_URL leads to a pooler, which takes no settings. Say so by DATABASE_POOLER, and give the address of the database itself as DATABASE_DIRECT_URL.'
  if (hasCode(error, ...UNTRUSTED))
    return `The certificate of the database is not to be trusted (${message}). Give that of its authority as DATABASE_CA_FILE, or put sslmode=no-verify into DATABASE_URL where nobody else can be in between.`
  return `The database of DATABASE_URL cannot be used: ${message}`
}
