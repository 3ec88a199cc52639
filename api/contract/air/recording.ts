import { z } from 'zod'
import { shownField } from '#api/contract/air/place.ts'
import { instantField } from '#api/contract/common.ts'

export const recordingSchema = z.object({
  started_at: instantField,
  /** Added to every chapter's time, for what the published file has before the recording, or has not (negative). */
  offset_s: z.number(),
})
export type Recording = z.infer<typeof recordingSchema>

/** `POST /segments/{id}/recording`: starts the clock. Where it runs already it goes on, unless told to begin again or to stop. */
export const startRecordingSchema = z
  .strictObject({
    restart: z.boolean().default(false),
    /** Forgets that recording started. */
    stop: z.boolean().default(false),
    offset_s: z.number().min(-86_400).max(86_400).optional(),
    elapsed_ms: z.number().min(0).max(86_400_000).nullable().default(null),
  })
  .default({ restart: false, stop: false, elapsed_ms: null })
export type StartRecording = z.infer<typeof startRecordingSchema>

/** `GET /segments/{id}/chapters`, for editing; `…/chapters.json` is the file. */
export const chapterSchema = z.object({
  /** What was shown (a group's key), or an id that a host's own chapter was given. */
  item: z.string(),
  title: z.string(),
  /** In the published file: offset included. */
  start_s: z.number(),
  /** As it would be unedited; null for a host's own. */
  proposed: z.object({ title: z.string(), start_s: z.number() }).nullable(),
  hidden: z.boolean(),
})
export type Chapter = z.infer<typeof chapterSchema>
export const chapterListSchema = z.object({
  recording: recordingSchema.nullable(),
  items: z.array(chapterSchema),
})
export type ChapterList = z.infer<typeof chapterListSchema>

/** `PUT /segments/{id}/chapters`: the edits, all of them; a null title or time is the proposed one. A new `item` is a chapter more. */
export const chapterEditSchema = z.strictObject({
  item: shownField,
  title: z.string().trim().min(1).max(300).nullable().default(null),
  start_s: z.number().min(0).max(604_800).nullable().default(null),
  hidden: z.boolean().default(false),
})
export type ChapterEdit = z.infer<typeof chapterEditSchema>
export const putChaptersSchema = z.strictObject({
  offset_s: z.number().min(-86_400).max(86_400).optional(),
  items: z.array(chapterEditSchema).max(2000),
})
export type PutChapters = z.infer<typeof putChaptersSchema>
