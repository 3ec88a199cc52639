import type pg from 'pg'
import type { Logger } from 'pino'
import { type LiveEvent, liveEventSchema } from '#api/contract/live.ts'
import { type ListenLine, openListenLine } from '#api/live/listen-connection.ts'
import { createPacer } from '#api/live/pacer.ts'
import { readTouched } from '#api/live/touched-shows.ts'
import type { Database } from '#db/database.ts'

/** Of payments that pour in, a page is told at most this often; of a single one at once. */
const PACE_MS = 100

/** A hint, or null: anything may have changed. */
export type Hint = LiveEvent | null

/** Where a process hears what changed, in it and in others. */
export type LiveHub = {
  /** Calls back with each hint. The first one opens the connection to the database. @returns ends it */
  subscribe(hear: (hint: Hint) => void): () => void
  /** Calls back with the id of each key that was revoked, here or elsewhere. */
  onRevoked(hear: (keyId: string) => void): void
  /** Resolves once it listens: what is committed from then on is heard. */
  ready(): Promise<void>
  /** Whether it listens at the moment. */
  isUp(): boolean
  close(): Promise<void>
}

/** Makes a hub, which opens nothing before somebody subscribes. */
export function createLiveHub(
  {
    connection,
    schema,
    distributed,
  }: Pick<Database, 'connection' | 'schema'> & Partial<Pick<Database, 'distributed'>>,
  log: Logger,
): LiveHub {
  const listeners = new Set<(hint: Hint) => void>()
  const first = Promise.withResolvers<void>()
  let line: ListenLine | null = null
  let revoked: (keyId: string) => void = () => {}
  let isClosed = false
  let since: string | null = null

  const tell = (hint: Hint) => {
    for (const hear of listeners) {
      try {
        hear(hint)
      } catch (error) {
        log.error({ err: error }, 'a listener for changes failed')
      }
    }
  }

  const pacer = createPacer(PACE_MS, async () => {
    const client = line?.client()
    if (!client) return
    try {
      const { next, touched } = await readTouched(client, since, distributed)
      since = next
      if (touched) tell({ kind: 'changes', shows: touched.shows })
    } catch (error) {
      // It was under way as the service ended.
      if (isClosed) return
      log.warn({ err: error }, 'what changed cannot be read')
      tell(null)
    }
  })

  const onUp = async (client: pg.Client) => {
    const isAgain = since !== null
    since = (await readTouched(client, null, distributed)).next
    first.resolve()
    if (isAgain) tell(null)
  }
  const onNotice = (channel: string, payload: string) => {
    if (channel === `changes_${schema}`) return pacer.want()
    if (channel === `keys_${schema}`) return revoked(payload)
    const hint = readHint(payload)
    if (hint !== undefined) tell(hint)
  }

  return {
    subscribe: (hear) => {
      if (isClosed) return () => {}
      listeners.add(hear)
      const channels = [`changes_${schema}`, `live_${schema}`, `keys_${schema}`]
      line ??= openListenLine({ connection, channels, log, onUp, onNotice })
      return () => void listeners.delete(hear)
    },
    onRevoked: (hear) => {
      revoked = hear
    },
    ready: () => first.promise,
    isUp: () => line?.client() != null,
    close: async () => {
      isClosed = true
      listeners.clear()
      pacer.stop()
      await line?.close()
    },
  }
}

/** What `notifyLive` or a restore sent; undefined for what an older or newer process says otherwise. */
function readHint(payload: string): Hint | undefined {
  try {
    return liveEventSchema.nullable().parse(JSON.parse(payload))
  } catch {
    return undefined
  }
}
