import type { Editions } from '#api/change/editions.ts'
import { type Kept, keep, type MadeOf } from '#api/http/kept.ts'

/** What all that is kept may take, in bytes, before it is compressed. */
const MOST_BYTES = 4 * 1024 * 1024
/** Cursors of changes hold for days; an answer that holds one is made anew long before. */
const KEPT_MS = 10 * 60_000

/** Answers that are made once for everyone who may ask, as bytes, until what they are made of changes. */
export type KeptAnswers = {
  /**
   * @param question all that the answer depends on beside the database
   * @param make answers it as JSON, from nothing but what `madeOf` names
   */
  get(question: string, madeOf: MadeOf, make: () => Promise<unknown>): Promise<Kept>
}

type Entry = { edition: number; until: number; bytes: number; kept: Promise<Kept> }

/** Nothing kept yet, for one running service. */
export function createKeptAnswers(editions: Editions): KeptAnswers {
  const entries = new Map<string, Entry>()
  let bytes = 0

  const drop = (question: string) => {
    bytes -= entries.get(question)?.bytes ?? 0
    entries.delete(question)
  }
  const shorten = () => {
    for (const question of entries.keys()) {
      if (bytes <= MOST_BYTES) return
      drop(question)
    }
  }

  return {
    async get(question, madeOf, make) {
      // First where the feed is, then the answer: what is committed between is in the answer, and only makes it be made once more.
      const edition = (await editions.read())[madeOf]
      const known = entries.get(question)
      if (known?.edition === edition && known.until > performance.now()) return await known.kept
      drop(question)
      const kept = make().then((answer) => keep('application/json; charset=utf-8', JSON.stringify(answer)))
      const entry: Entry = { edition, until: performance.now() + KEPT_MS, bytes: 0, kept }
      entries.set(question, entry)
      try {
        const made = await kept
        if (entries.get(question) !== entry) return made
        entry.bytes = made.plain.length
        bytes += entry.bytes
        shorten()
        return made
      } catch (error) {
        // What failed is asked anew by the next one.
        if (entries.get(question) === entry) drop(question)
        throw error
      }
    },
  }
}
