import { z } from 'zod'
import { instantField, showRefSchema } from '#api/contract/common.ts'

/** What a new installation comes to, step by step. */
export const FIRST_STEPS = ['show', 'wallet', 'past', 'page'] as const
export const firstStepField = z.enum(FIRST_STEPS)
export type FirstStep = z.infer<typeof firstStepField>

/** `GET /first-steps` */
export const firstStepsSchema = z.object({
  /** In their order: whether each is done, as is seen from what is there, or left out by a host. */
  steps: z.array(z.object({ step: firstStepField, state: z.enum(['open', 'done', 'skipped']) })),
  /** Nobody wants to see the list any more. */
  dismissed: z.boolean(),
  /** The show that they are about: the first of the hosts' own; null where there is none. */
  show: showRefSchema.extend({ public: z.boolean(), episodes: z.int() }).nullable(),
  wallets: z.array(
    z.object({
      name: z.string(),
      /** At most 1,000 are counted; `more` says that there are others. */
      payments: z.int(),
      more: z.boolean(),
      last_payment_at: instantField.nullable(),
    }),
  ),
  /** When the first payment that is here was settled. */
  oldest_payment_at: instantField.nullable(),
})
export type FirstStepsJson = z.infer<typeof firstStepsSchema>

/** `PATCH /first-steps`: leaves a step out or takes it up again, or puts the whole list away. */
export const firstStepsPatchSchema = z
  .strictObject({
    dismissed: z.boolean(),
    skipped: z.partialRecord(firstStepField, z.boolean()),
  })
  .partial()
export type FirstStepsPatch = z.output<typeof firstStepsPatchSchema>
