import { type Kysely, sql } from 'kysely'
import type { Job } from '#api/job/job.ts'
import type { DB } from '#db/schema/index.ts'

/** Outside readers may go on with a cursor that old. */
const KEPT = '7 days'
const BATCH = 20_000
