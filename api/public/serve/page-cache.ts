import type { Request, Response } from 'express'
import { type Kept, keep, sendKept } from '#api/http/kept.ts'
import { createShelf } from '#api/http/shelf.ts'
import type { Hint, LiveHub } from '#api/live/hub.ts'

/** Days and months pass without a change; and where changes cannot be heard, nothing is kept for long. */
const KEPT_MS = 60_000
const UNHEARD_MS = 2_000
/** What all that is kept may take, in bytes, with its keys and compressed forms. */
const MOST_BYTES = 32 * 1024 * 1024

/** What is to be kept, and the show whose changes end it; null: any change does. */
export type Made = { type: string; text: string | Buffer; show: string | null }
type Entry = { show: string | null; until: number; kept: Promise<Kept> }

/**
 * Answers that are made once for all readers, until what they show changes: a page that goes around reaches the database once, also
 * when many ask at the same moment.
 */
export type PageCache = {
  /** @param key all that it depends on beside the database, checked: what readers may write in many ways is one of them here */
  get(key: string, make: () => Promise<Made>): Promise<Kept>
}

/** An empty cache, for one running service. */
export function createPageCache({
  live,
  stopping,
}: {
  live: Pick<LiveHub, 'subscribe' | 'isUp'>
  stopping: AbortSignal
}): PageCache {
  const entries = createShelf<Entry>(MOST_BYTES)
  let unsubscribe: (() => void) | undefined

  const hear = (hint: Hint) => {
    if (hint === null || (hint.kind === 'changes' && hint.shows === null)) entries.dropWhere(() => true)
    else if (hint.kind === 'changes')
      entries.dropWhere(({ show }) => show === null || hint.shows?.includes(show) === true)
  }
  const listen = () => {
    if (unsubscribe || stopping.aborted) return
    unsubscribe = live.subscribe(hear)
    stopping.addEventListener('abort', () => unsubscribe?.(), { once: true })
  }

  return {
    async get(key, make) {
      listen()
      const known = entries.get(key)
      if (known && known.until > performance.now()) return known.kept
      entries.dropWhere(({ until }) => until <= performance.now())
      const until = performance.now() + (live.isUp() ? KEPT_MS : UNHEARD_MS)
      const kept = make().then((made) => {
        entry.show = made.show
        return keep(made.type, made.text, (bytes) => grow(bytes))
      })
      // Until it is made, nobody knows what it is about.
      const entry: Entry = { show: null, until, kept }
      const grow = entries.put(key, entry)
      // What failed is made anew by the next one who asks.
      kept.catch(() => entries.get(key) === entry && entries.drop(key))
      return kept
    },
  }
}

/** What a host hides is gone within five seconds, also behind a proxy that keeps pages: after two it has to ask again. */
const CACHE = 'public, max-age=2, must-revalidate'

/** Sends a kept answer to anyone. */
export async function sendPage(req: Request, res: Response, kept: Kept): Promise<void> {
  await sendKept(req, res, kept, CACHE)
}

/** Lets other sites' pages read it, or show it. */
export function allowEverySite(res: Response): void {
  res.set('Access-Control-Allow-Origin', '*')
  res.set('Cross-Origin-Resource-Policy', 'cross-origin')
}
