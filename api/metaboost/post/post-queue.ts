import { setTimeout as sleep } from 'node:timers/promises'
import type { Kysely } from 'kysely'
import type { Logger } from 'pino'
import { settleClaims } from '#api/claim/settle-claims.ts'
import { createBatchQueue } from '#api/lib/batch-queue.ts'
import { type PostEntry, type PostOutcome, recordPosts } from '#api/metaboost/post/record-posts.ts'
import { BATCH } from '#db/query/batch.ts'
import type { DB } from '#db/schema/index.ts'

export type PostQueue = {
  /** Records a post; those that come together share their statements. @returns once it is kept as a claim */
  record(entry: PostEntry): Promise<PostOutcome>
  /** Resolves when nothing is under way any more, and all claims have their boosts. */
  drain(): Promise<void>
}

type Means = { db: Kysely<DB>; log: Logger; now: () => Date }

/** Makes the queue that all posts to one process go through. */
export function createPostQueue({ db, log, now }: Means): PostQueue {
  const settler = createSettler({ db, log })
  const posts = createBatchQueue<PostEntry, PostOutcome>(
    (entries) => recordPosts(db, entries, now(), settler.add),
    BATCH,
  )
  return {
    record: async (entry) => {
      const [outcome] = await posts.add([entry])
      if (!outcome) throw new Error('A post was forgotten.')
      return outcome
    },
    drain: async () => {
      await posts.drain()
      await settler.drain()
    },
  }
}

/**
 * Settles claims beside what is posted: an app need not wait for it, and of many that come in one moment most is done once. After
 * each round it rests for as long as that took.
 */
function createSettler({ db, log }: Pick<Means, 'db' | 'log'>) {
  const waiting = new Set<string>()
  let running: Promise<void> | null = null

  const run = async () => {
    while (waiting.size > 0) {
      const ids = [...waiting].slice(0, BATCH)
      for (const id of ids) waiting.delete(id)
      const begun = performance.now()
      try {
        await settleClaims(db, ids)
      } catch (error) {
        // The job that follows payments takes up what is left.
        log.error({ err: error }, 'claims could not be settled')
      }
      if (waiting.size > 0) await sleep(performance.now() - begun)
    }
    running = null
  }
  return {
    add: (ids: readonly string[]) => {
      for (const id of ids) waiting.add(id)
      if (waiting.size > 0) running ??= run()
    },
    drain: async () => {
      while (running) await running
    },
  }
}
