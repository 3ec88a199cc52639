import pg from 'pg'
import type { Logger } from 'pino'

const FIRST_WAIT_MS = 100
const LONGEST_WAIT_MS = 5_000
/** A connection that a router has forgotten looks alive until it is used. */
const PROBE_MS = 30_000
const PATIENCE_MS = 5_000

export type ListenLine = {
  /** The connection while it stands; it is otherwise idle, so that short reads may use it. */
  client(): pg.Client | null
  close(): Promise<void>
}

/**
 * Keeps one connection to the database that listens on channels; a broken one is replaced, ever more patiently.
 * @param onUp called each time it listens, before the first notice: what came meanwhile was missed
 */
export function openListenLine({
  connection,
  channels,
  log,
  onUp,
  onNotice,
}: {
  connection: pg.ClientConfig
  channels: readonly string[]
  log: Logger
  onUp: (client: pg.Client) => Promise<void>
  onNotice: (channel: string, payload: string) => void
}): ListenLine {
  let current: pg.Client | null = null
  let timer: NodeJS.Timeout | undefined
  let wait = FIRST_WAIT_MS
  let isClosed = false

  const connect = async () => {
    const client = new pg.Client({
      ...connection,
      application_name: 'readout live',
      keepAlive: true,
      connectionTimeoutMillis: PATIENCE_MS,
      query_timeout: PATIENCE_MS,
    })
    const lost = createLost(client)
    client.on('error', lost)
    client.on('end', lost)
    client.on('notification', ({ channel, payload }) => onNotice(channel, payload ?? ''))
    try {
      await client.connect()
      for (const channel of channels) await client.query(`listen ${pg.escapeIdentifier(channel)}`)
      await onUp(client)
      if (isClosed) return await client.end()
      current = client
      wait = FIRST_WAIT_MS
    } catch (error) {
      lost(error instanceof Error ? error : undefined)
    }
  }

  const createLost = (client: pg.Client) => {
    let isLost = false
    return (error?: Error) => {
      if (isLost || isClosed) return
      isLost = true
      current = current === client ? null : current
      log.warn({ err: error }, 'the connection that hears of changes broke; trying again')
      client.end().catch(() => {})
      timer = setTimeout(connect, wait)
      wait = Math.min(wait * 2, LONGEST_WAIT_MS)
    }
  }

  const probe = setInterval(() => {
    const client = current
    client?.query('select').catch((error: Error) => client.emit('error', error))
  }, PROBE_MS)
  const opening = connect()

  return {
    client: () => current,
    close: async () => {
      isClosed = true
      clearTimeout(timer)
      clearInterval(probe)
      await opening
      const client = current
      current = null
      await client?.end().catch(() => {})
    },
  }
}
