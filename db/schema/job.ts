import type { Generated, Selectable } from 'kysely'
import type { Instant, InstantByDefault, InstantOnce, Json } from '#db/schema/columns.ts'
import type { Task } from '#db/schema/task.ts'

/** Work that was decided at once and is done in batches: what is still to be done. */
export type TaskTable = {
  id: string
  work: Json<Task>
  created_at: InstantByDefault
}

/** How a job's rounds went. */
export type JobStateTable = {
  name: string
  /** Of the last round; while it runs, `ended_at` is null. */
  started_at: Instant
  ended_at: InstantOnce
  /** Of the last round that ended. */
  duration_ms: number | null
  /** The end of the last round without an error. */
  succeeded_at: InstantOnce
  /** Where the feed of changes was when that round began; what is older, it has seen. */
  read_to: string | null
  failed_at: InstantOnce
  /** The end of the first of the rounds that failed one after another, until one goes well. */
  failing_since: InstantOnce
  /** Of the last round that failed, until one goes well. */
  error: string | null
  /** That of the last round that failed before one went well. */
  past_error: string | null
  runs: Generated<number>
  failures: Generated<number>
}
export type JobState = Selectable<JobStateTable>
