import type { Kysely } from 'kysely'
import type { Logger } from 'pino'
import type { SecretBox } from '#api/auth/secret-box.ts'
import type { Config } from '#api/config.ts'
import { type AppRegistry, createAppRegistry } from '#api/metaboost/app/app-registry.ts'
import { testKeyOf } from '#api/metaboost/app/test-app.ts'
import { createPostQueue, type PostQueue } from '#api/metaboost/post/post-queue.ts'
import { createPostLimits, type PostLimits } from '#api/metaboost/serve/limit-posts.ts'
import type { DB } from '#db/schema/index.ts'

/** What the addresses that apps post to have in memory. */
export type Metaboost = { apps: AppRegistry; posts: PostQueue; limits: PostLimits }

/** Makes it, for one running service. */
export function createMetaboost(parts: {
  db: Kysely<DB>
  log: Logger
  config: Pick<Config, 'metaboostRegistry'>
  secrets: SecretBox
  now: () => Date
  stopping: AbortSignal
}): Metaboost {
  const { db, config, log, secrets, now, stopping } = parts
  return {
    apps: createAppRegistry({
      db,
      base: config.metaboostRegistry,
      testKey: () => testKeyOf(secrets).x,
      now,
      stopping,
    }),
    posts: createPostQueue({ db, log, now }),
    limits: createPostLimits(),
  }
}
