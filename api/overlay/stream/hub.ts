import type { Kysely } from 'kysely'
import type { Logger } from 'pino'
import { AppError } from '#api/errors.ts'
import type { Hint, LiveHub } from '#api/live/hub.ts'
import { createPacer } from '#api/live/pacer.ts'
import {
  type FoundOverlay,
  findByAddress,
  readLook,
  readNumbers,
  readState,
} from '#api/overlay/stream/read-overlay.ts'
import type { DB } from '#db/schema/index.ts'

/** Alerts are wanted at once; of a crowd of them, and of sums, less often. */
const ALERTS_MS = 150
const NUMBERS_MS = 2_000
/** What a lost hint would hide: a message that a host took back is gone within five seconds. */
const LOOK_MS = 4_000
/** Browsers under one address. */
const MOST = 20

/** What an open overlay is told; `gone`: its address is another now, or it is no more. */
export type OverlayEvent = { name: 'state' | 'numbers' | 'look' | 'gone'; data: string }

export type OverlayHub = {
  /**
   * Tells what an overlay is to show, now and after each change, until the returned function is called.
   * @param hash of the secret in its address
   * @throws AppError too-many-requests
   */
  watch(hash: Buffer, hear: (event: OverlayEvent) => void): () => void
}

type Watched = {
  leave(listener: (event: OverlayEvent) => void): void
  join(listener: (event: OverlayEvent) => void): void
}

/** Makes a hub: what several browsers show under one address is read once for all of them. */
export function createOverlayHub(parts: {
  db: Kysely<DB>
  live: Pick<LiveHub, 'subscribe'>
  log: Logger
  now: () => Date
  stopping: AbortSignal
}): OverlayHub {
  const watched = new Map<string, Watched>()
  return {
    watch: (hash, hear) => {
      const key = hash.toString('hex')
      const one = watched.get(key) ?? watchOne(parts, hash, () => watched.delete(key))
      watched.set(key, one)
      one.join(hear)
      return () => one.leave(hear)
    },
  }
}

function watchOne(
  { db, live, log, now, stopping }: Parameters<typeof createOverlayHub>[0],
  hash: Buffer,
  onEnd: () => void,
): Watched {
  const listeners = new Set<(event: OverlayEvent) => void>()
  /** What each was told last, for who comes later, and so that nobody is told the same twice. */
  const last = new Map<OverlayEvent['name'], string>()
  let slug: string | null = null

  const tell = (name: OverlayEvent['name'], value: unknown) => {
    const data = JSON.stringify(value)
    if (last.get(name) === data) return
    last.set(name, data)
    for (const hear of listeners) hear({ name, data })
  }
  const look = async (read: (found: FoundOverlay) => Promise<void>) => {
    if (listeners.size === 0) return
    try {
      const found = await findByAddress(db, hash)
      if (!found) return tell('gone', null)
      slug = found.show.slug
      await read(found)
    } catch (error) {
      if (!stopping.aborted) log.warn({ err: error }, 'what an overlay shows cannot be read')
    }
  }
  const alerts = createPacer(ALERTS_MS, () =>
    look(async (found) => tell('state', await readState(db, found, now()))),
  )
  const numbers = createPacer(NUMBERS_MS, () =>
    look(async (found) => {
      tell('numbers', await readNumbers(db, found, now()))
      tell('look', await readLook(db, found))
    }),
  )
  const want = () => {
    alerts.want()
    numbers.want()
  }
  const hear = (hint: Hint) => {
    if (hint === null) return want()
    if (hint.kind === 'overlay' && hint.show === slug) return want()
    if (hint.kind === 'changes' && (hint.shows === null || slug === null || hint.shows.includes(slug))) want()
  }
  const unsubscribe = live.subscribe(hear)
  const timer = setInterval(() => alerts.want(), LOOK_MS)
  const end = () => {
    unsubscribe()
    clearInterval(timer)
    alerts.stop()
    numbers.stop()
    onEnd()
  }

  return {
    join: (listener) => {
      if (listeners.size >= MOST)
        throw new AppError(
          'too-many-requests',
          `${MOST} browsers show this overlay already. Close one first.`,
        )
      listeners.add(listener)
      for (const [name, data] of last) listener({ name, data })
      want()
    },
    leave: (listener) => {
      listeners.delete(listener)
      if (listeners.size === 0) end()
    },
  }
}
