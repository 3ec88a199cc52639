import { z } from 'zod'
import { instantField, pageSchema } from '#api/contract/common.ts'

/** One kind of work that the service does again and again, and how its rounds go. */
export const jobSchema = z.object({
  name: z.string(),
  schedule: z
    .string()
    .nullable()
    .meta({ description: 'A cron expression in UTC; null: only when something changed' }),
  on_change: z.boolean().meta({ description: 'Whether it also runs soon after data changed' }),
  running_since: instantField.nullable(),
  last_run_at: instantField.nullable().meta({ description: 'When the last round began' }),
  duration_ms: z.int().nullable().meta({ description: 'How long the last round that ended took' }),
  last_success_at: instantField.nullable(),
  lag_seconds: z
    .int()
    .nullable()
    .meta({ description: 'Age of the oldest change that no round has seen; null where it follows none' }),
  last_error: z.object({ at: instantField, message: z.string() }).nullable(),
  failing_since: instantField.nullable().meta({
    description:
      'When the first of its rounds failed that failed one after another; null where the last went well',
  }),
  past_error: z
    .object({ at: instantField, message: z.string() })
    .nullable()
    .meta({ description: 'What it last failed with, where it went well since' }),
  runs: z.int(),
  failures: z.int().meta({ description: 'How many rounds ever failed' }),
})
export type JobJson = z.infer<typeof jobSchema>

export const jobListSchema = pageSchema(jobSchema)
