import type { Kysely } from 'kysely'
import { type BatchQueue, createBatchQueue } from '#api/lib/batch-queue.ts'
import { type PostEntry, type PostOutcome, recordPosts } from '#api/metaboost/post/record-posts.ts'
import { BATCH } from '#db/query/batch.ts'
import type { DB } from '#db/schema/index.ts'

export type PostQueue = BatchQueue<PostEntry, PostOutcome>

/** Makes the queue that all posts to one process go through: those that come together share their transactions. */
export function createPostQueue(db: Kysely<DB>, now: () => Date): PostQueue {
  return createBatchQueue((entries) => recordPosts(db, entries, now()), BATCH)
}
