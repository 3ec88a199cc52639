import { z } from 'zod'
import {
  episodeRefSchema,
  idField,
  instantField,
  pageSchema,
  slugField,
  textField,
} from '#api/contract/common.ts'
import { currencyField, dayField } from '#api/contract/time-zone.ts'

/** All sats there will ever be; more than that nobody is given. */
const MOST = 2_100_000_000_000_000

/** Nobody boosted before, and the database knows no year 0. */
const goalDay = dayField.refine((day) => day >= '2000-01-01', {
  error: 'No goal begins before the year 2000',
})

const given = {
  title: textField(1, 200).describe('What is saved for'),
  /** Null: what the whole show is given counts. */
  episode: idField.nullable().describe('An episode, by its id; null: all that the show is given counts'),
  target: z.int().min(1).max(MOST).describe('Whole sats, or the currency’s minor unit'),
  currency: currencyField
    .nullable()
    .describe('Null: sats. Else what the sats were worth when they came counts, and what came as this money'),
  period: z
    .enum(['month', 'year', 'season', 'total'])
    .describe('`month` and `year` begin anew each time; a `season` has two days; a `total` has no end'),
  from: goalDay
    .nullable()
    .describe('The first day that counts, of a season or a total; null: all that came before, too'),
  to: goalDay.nullable().describe('The last day that counts, of a season'),
}

/** `POST /shows/{slug}/goals` */
export const newGoalSchema = z.object({
  ...given,
  episode: given.episode.default(null),
  currency: given.currency.default(null),
  from: given.from.default(null),
  to: given.to.default(null),
})
export type NewGoal = z.output<typeof newGoalSchema>
export const goalPatchSchema = z.object(given).partial()
export type GoalPatch = z.infer<typeof goalPatchSchema>

/** How far a goal has come, at some moment. */
const standSchema = z.object({
  starts: dayField.nullable().describe('The first day of the run that is counted; null: since ever'),
  ends: dayField.nullable().describe('The last day of that run; null: it has no end'),
  reached: z.int().describe('In the unit of the target'),
  reached_percent: z.int(),
  pace_percent: z
    .int()
    .nullable()
    .describe('How many percent were reached today if each day gave the same; null where there is no end'),
  expected_on: dayField
    .nullable()
    .describe('When it is reached if it goes on as so far; null where that cannot be told'),
  reached_at: instantField.nullable().describe('When this run was found to be reached'),
})
export type GoalStand = z.infer<typeof standSchema>

export const goalSchema = standSchema.extend({ ...given, id: idField, episode: episodeRefSchema.nullable() })
export type GoalJson = z.infer<typeof goalSchema>
export const goalListSchema = pageSchema(goalSchema)
export const goalParamsSchema = z.object({ slug: slugField, id: idField })
