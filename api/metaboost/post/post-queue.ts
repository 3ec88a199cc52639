import { setTimeout as sleep } from 'node:timers/promises'
import type { Kysely } from 'kysely'
import type { Logger } from 'pino'
import type { ClaimReport } from '#api/claim/claim-report.ts'
import { createBatchQueue } from '#api/lib/batch-queue.ts'
import { claimPosts } from '#api/metaboost/post/claim-posts.ts'
import { type PostEntry, type PostOutcome, recordPosts } from '#api/metaboost/post/record-posts.ts'
import { BATCH } from '#db/query/batch.ts'
import type { DB } from '#db/schema/index.ts'

export type PostQueue = {
  /** Takes a post down; those that come together share their statements. @returns once that is committed */
  record(entry: PostEntry): Promise<PostOutcome>
  /** Resolves when nothing is under way any more, and all is claimed. */
  drain(): Promise<void>
}

type Means = { db: Kysely<DB>; log: Logger; now: () => Date }

/** Makes the queue that all posts to one process go through. */
export function createPostQueue({ db, log, now }: Means): PostQueue {
  const claimer = createClaimer({ db, log })
  const posts = createBatchQueue<PostEntry, PostOutcome>(
    (entries) => recordPosts(db, entries, now(), claimer.add),
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
      await claimer.drain()
    },
  }
}

/**
 * Claims beside what is posted: an app need not wait until its boost was looked for among what the wallets received, and of many
 * that come in one moment most is done once. After each round it rests for as long as that took.
 */
function createClaimer({ db, log }: Pick<Means, 'db' | 'log'>) {
  const waiting = new Map<string, ClaimReport>()
  let running: Promise<void> | null = null

  const run = async () => {
    while (waiting.size > 0) {
      const reports = new Map([...waiting].slice(0, BATCH))
      for (const digest of reports.keys()) waiting.delete(digest)
      const begun = performance.now()
      try {
        await claimPosts(db, reports)
      } catch (error) {
        // The job takes up what is left.
        log.error({ err: error }, 'posts could not be claimed')
      }
      if (waiting.size > 0) await sleep(performance.now() - begun)
    }
    running = null
  }
  return {
    add: (reports: ReadonlyMap<string, ClaimReport>) => {
      for (const [digest, report] of reports) waiting.set(digest, report)
      if (waiting.size > 0) running ??= run()
    },
    drain: async () => {
      while (running) await running
    },
  }
}
