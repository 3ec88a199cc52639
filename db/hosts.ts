import pg from 'pg'

/** How long a host may take to say whether it can be written to. */
const PATIENCE_MS = 5_000

/** The hosts of one database, of which one at a time is written to. */
export type Hosts = {
  /** The URL of the one that was found last. */
  current(): string
  /** Looks for the first that can be written to, else the first that answers; who asks meanwhile shares the answer. */
  choose(): Promise<void>
  /** A client that connects to the one of the moment. */
  Client: typeof pg.Client
}

/** @param urls at least one, in the order in which they are tried */
export function createHosts(urls: readonly string[], config: pg.ClientConfig): Hosts {
  let [chosen = ''] = urls
  let choosing: Promise<void> | null = null

  const look = async () => {
    let answering: string | null = null
    for (const url of urls) {
      const kind = await kindOf(url, config)
      if (kind === 'writable') {
        chosen = url
        return
      }
      if (kind === 'standby') answering ??= url
    }
    chosen = answering ?? chosen
  }
  const choose = () => {
    // One host is itself, and says best what is wrong with it.
    if (urls.length < 2) return Promise.resolve()
    choosing ??= look().finally(() => {
      choosing = null
    })
    return choosing
  }

  class HostClient extends pg.Client {
    constructor(given?: string | pg.ClientConfig) {
      super({ ...(typeof given === 'string' ? {} : given), connectionString: chosen })
    }
  }
  return { current: () => chosen, choose, Client: HostClient }
}

async function kindOf(url: string, config: pg.ClientConfig): Promise<'writable' | 'standby' | 'away'> {
  const client = new pg.Client({
    ...config,
    connectionString: url,
    connectionTimeoutMillis: PATIENCE_MS,
    query_timeout: PATIENCE_MS,
  })
  client.on('error', () => {})
  try {
    await client.connect()
    const { rows } = await client.query<{ writable: boolean }>(
      `select current_setting('transaction_read_only') = 'off' as writable`,
    )
    return rows[0]?.writable ? 'writable' : 'standby'
  } catch {
    return 'away'
  } finally {
    await client.end().catch(() => {})
  }
}
