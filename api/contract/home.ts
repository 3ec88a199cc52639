import { z } from 'zod'
import { idField, instantField, instantQuery, msatField, slugField } from '#api/contract/common.ts'

export const homeQuerySchema = z.object({ show: slugField })

/** When a show is recorded, once or again and again. */
export const plannedRecordingSchema = z.object({
  at: instantField,
  every_days: z.int().min(1).max(366).nullable(),
})
export type PlannedRecording = z.infer<typeof plannedRecordingSchema>

/** `GET /home?show=SLUG`: what a host wants to know first. */
export const homeSchema = z.object({
  /**
   * The next recording, as a host set it (`host`), or when the next episode is due, by the days between the latest ones (`rhythm`);
   * null where neither is known.
   */
  next: z
    .object({
      at: instantField,
      by: z.enum(['host', 'rhythm']),
      every_days: z.int().nullable(),
    })
    .nullable(),
  /** What a host set, whenever it was. */
  planned: plannedRecordingSchema.nullable(),
  latest_episode: z
    .object({ id: idField, title: z.string().nullable(), published_at: instantField })
    .nullable(),
  /** What came since the visit before this one of who asks; null on the first, and for keys. */
  news: z
    .object({
      since: instantField,
      /** At most 1,000 are counted; `more` says that there are others. */
      boosts: z.int(),
      more: z.boolean(),
      counted_msat: msatField,
      /** Who never sent a boost to the show before. */
      new_supporters: z.int(),
    })
    .nullable(),
})
export type HomeJson = z.infer<typeof homeSchema>

/** `PUT /home/look`: who asks has the page before them. */
export const lookSchema = z.strictObject({ show: slugField })

/** `PUT /shows/{slug}/recording`: when the next one is; null leaves it to the feed. */
export const planRecordingSchema = z.strictObject({
  planned: z
    .strictObject({ at: instantQuery, every_days: z.int().min(1).max(366).nullable().default(null) })
    .nullable(),
})
