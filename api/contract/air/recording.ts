import { z } from 'zod'
import { shownField } from '#api/contract/air/place.ts'
import { instantField } from '#api/contract/common.ts'

export const recordingSchema = z.object({
  started_at: instantField,
  /** Added to every chapter's time, for what the published file has before the recording, or has not (negative). */
  offset_s: z.number(),
  /** When the clock stood still; the last has no end where it still does. */
  pauses: z.array(z.object({ from: instantField, to: instantField.nullable() })),
})
export type Pause = z.infer<typeof recordingSchema>['pauses'][number]
export type Recording = z.infer<typeof recordingSchema>

/**
 * `POST /segments/{id}/recording`: starts the clock. Where it runs already it goes on, unless told to begin again or to stop. Of a
 * closed segment too.
 */
export const setRecordingSchema = z
  .strictObject({
    restart: z.boolean().default(false),
    /** Forgets that recording started. */
    stop: z.boolean().default(false),
    /** Lets the clock stand still (true) or go on (false), as the recorder does. */
    pause: z.boolean().nullable().default(null),
    /** When the recording began, where that was not just now: moves a clock that runs. */
    at: z.iso.datetime({ offset: true }).nullable().default(null),
    offset_s: z.number().min(-86_400).max(86_400).optional(),
    elapsed_ms: z.number().min(0).max(86_400_000).nullable().default(null),
  })
  .default({ restart: false, stop: false, pause: null, at: null, elapsed_ms: null })
export type SetRecording = z.infer<typeof setRecordingSchema>

/** What chapters are written as: `…/chapters.json` and so on. */
export const chapterFormatSchema = z.enum(['json', 'psc', 'vtt', 'txt'])
export type ChapterFormat = z.infer<typeof chapterFormatSchema>

/** `GET /segments/{id}/chapters`, for editing; `…/chapters.json` and its like are the files. */
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
  /** When anything was first shown: about when the recording began, where nobody has said. */
  first_shown_at: instantField.nullable(),
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
