import type { Editions } from '#api/change/editions.ts'
import { type Kept, keep, type MadeOf } from '#api/http/kept.ts'
import { createShelf } from '#api/http/shelf.ts'

/** What all that is kept may take, in bytes: questions, answers, and their compressed forms. */
const MOST_BYTES = 4 * 1024 * 1024
/** Cursors of changes hold for days; an answer that holds one is made anew long before. */
const KEPT_MS = 10 * 60_000
/** Pages ask in far fewer letters; what is longer is made for the one who asks. */
const LONGEST = 1_000

/** Answers that are made once for everyone who may ask, as bytes, until what they are made of changes. */
export type KeptAnswers = {
  /**
   * @param question all that the answer depends on beside the database
   * @param make answers it as JSON, from nothing but what `madeOf` names
   */
  get(question: string, madeOf: MadeOf, make: () => Promise<unknown>): Promise<Kept>
}

type Entry = { madeOf: MadeOf; edition: number; until: number; kept: Promise<Kept> }

/** Nothing kept yet, for one running service. */
export function createKeptAnswers(editions: Editions): KeptAnswers {
  const entries = createShelf<Entry>(MOST_BYTES)

  return {
    async get(question, madeOf, make) {
      const answer = async (grow?: (bytes: number) => void) =>
        keep('application/json; charset=utf-8', JSON.stringify(await make()), grow)
      if (question.length > LONGEST) return await answer()
      // First where the feed is, then the answer: what is committed between is in the answer, and only makes it be made once more.
      const now = await editions.read()
      const edition = now[madeOf]
      const known = entries.get(question)
      if (known?.edition === edition && known.until > performance.now()) return await known.kept
      entries.dropWhere((one) => one.edition < now[one.madeOf] || one.until <= performance.now())
      const kept = answer((bytes) => grow(bytes))
      const entry: Entry = { madeOf, edition, until: performance.now() + KEPT_MS, kept }
      const grow = entries.put(question, entry)
      try {
        return await kept
      } catch (error) {
        // What failed is asked anew by the next one.
        if (entries.get(question) === entry) entries.drop(question)
        throw error
      }
    },
  }
}
