import pg from 'pg'
import { readAddress } from '#db/address.ts'
import { createHosts, type Hosts } from '#db/hosts.ts'

/** Where a database is, and what stands before it. */
export type Site = {
  url: string
  /** Where sessions of our own go (listening, locks, migrations, backups), past a pooler; `url` where it is not given. */
  directUrl?: string | null | undefined
  /** What lends the connections of `url` to several: for as long as a client stays, or for a transaction. */
  pooler?: Pooler | null | undefined
  /** A standby of it that may be read. */
  replicaUrl?: string | null | undefined
  /** The certificate of the authority that signed the server's. */
  caFile?: string | null | undefined
}

export type Pooler = 'session' | 'transaction'

/** The hosts of a URL, and what a session of our own there is opened with. */
export type Reached = Hosts & { connection: pg.ClientConfig }

/** PostgreSQL's type number of bigint. */
const INT8 = 20
/** PostgreSQL's type number of date. */
const DATE = 1082

/** A machine that lost its power says nothing, and would keep its locks for two hours: the server asks, and hears within 25 seconds. */
const PULSE =
  '-c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3 -c tcp_user_timeout=25000'

/**
 * Says how the database of a URL is connected to. Connects to nothing.
 * @param schema of the installation, first on the path of each session
 * @throws PlainError where the URL cannot be used
 */
export function reach(url: string, caFile: string | null, schema: string): Reached {
  const { urls, options, ssl } = readAddress(url, caFile)
  const base: pg.ClientConfig = {
    application_name: 'readout',
    types: exactTypes(),
    ...(ssl === undefined ? {} : { ssl }),
  }
  const hosts = createHosts(urls, base)
  const connection = {
    ...base,
    options: `${options} -c search_path=${schema},public ${PULSE}`.trim(),
    // Read each time: another host may have taken over.
    get connectionString() {
      return hosts.current()
    },
  }
  return { ...hosts, connection }
}

/** A bigint as a number; one that a number does not hold exactly is an error, never rounded. */
export function parseBigint(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} does not fit an exact number`)
  return value
}

function exactTypes(): pg.CustomTypesConfig {
  const types = new pg.TypeOverrides()
  types.setTypeParser(INT8, parseBigint)
  types.setTypeParser(DATE, (text) => text)
  return types
}
