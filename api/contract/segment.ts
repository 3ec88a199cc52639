import { z } from 'zod'
import { boostSchema } from '#api/contract/boost.ts'
import {
  fiatAmountSchema,
  idField,
  instantField,
  msatField,
  pageQuerySchema,
  pageSchema,
  showRefSchema,
  slugField,
  supporterRefSchema,
} from '#api/contract/common.ts'

/** The parts of the running order, in the order in which they are read; streams come last and hold no boosts. */
export const sectionKindSchema = z.enum(['baller', 'boosts', 'fiat', 'member', 'thanks'])
export type SectionKind = z.infer<typeof sectionKindSchema>
export const SECTION_KINDS = sectionKindSchema.options

export const itemStatusSchema = z.enum(['unread', 'read', 'skipped', 'held'])
export type ItemStatus = z.infer<typeof itemStatusSchema>

/** What hosts have said of a boost in this segment. */
export const segmentItemSchema = z.object({
  status: itemStatusSchema,
  starred: z.boolean(),
  /** A producer's note; where two devices wrote one each without seeing the other's, both, one a line. */
  note: z.string().nullable(),
  /** When it was marked read; null unless it is. */
  read_at: instantField.nullable(),
  /** Grows with every mark of this boost; 0 where there is none. Sent back as `seen_version`. */
  version: z.int(),
  /** Taken out of its supporter's group, to be read by itself. */
  alone: z.boolean(),
  /** Why it is here although its time or a former segment says otherwise: held or unread there, or taken in from the older ones. */
  carried: z.enum(['held', 'unread', 'older']).nullable(),
})
export type SegmentItem = z.infer<typeof segmentItemSchema>

/**
 * What to look at before reading it aloud.
 * - doubtful_claim: the app claims more than arrived; `text` is the claimed number of sats
 * - possible_double: payments that contradict each other; maybe there twice
 * - link: the message holds a link; `text` is it
 * - word_in_message, word_in_name: a word of the show's list; `text` is it
 */
export const warningSchema = z.object({
  kind: z.enum(['doubtful_claim', 'possible_double', 'link', 'word_in_message', 'word_in_name']),
  text: z.string().nullable(),
})
export type Warning = z.infer<typeof warningSchema>

/** A boost as part of a segment. Of a closed one, everything is as it was when it was closed. */
export const segmentBoostSchema = boostSchema.extend({
  item: segmentItemSchema,
  /** What the counted sats are worth in the show's currency at the time; null where no rate is known. */
  value: fiatAmountSchema.nullable(),
  /** Names of the numbers it plays with, e.g. `Leet`. */
  badges: z.array(z.string()),
  warnings: z.array(warningSchema),
  /** It is the supporter's n-th boost to the show, 1 for the first; null for an anonymous one. */
  nth: z.int().nullable(),
  /** The supporter's last boost before this segment; null for a first one or an anonymous one. */
  last_sent_at: instantField.nullable(),
  /** Of a closed segment: what it is now, where that differs (a late split, a correction, joined to another); else null. */
  now: z
    .object({
      id: idField.nullable(),
      counted_msat: msatField,
      received_msat: msatField,
      message: z.string().nullable(),
      supporter: supporterRefSchema,
    })
    .nullable(),
})
export type SegmentBoost = z.infer<typeof segmentBoostSchema>

/** What a supporter has done for the show so far, this segment included. */
export const supporterHistorySchema = z.object({
  boost_count: z.int(),
  counted_msat: msatField,
  /** The last boost before this segment. */
  last_sent_at: instantField.nullable(),
  /** So many of the show's episodes in a row, up to the newest they have boosted in this segment; 0 where no episode is known. */
  episode_run: z.int(),
})
export type SupporterHistory = z.infer<typeof supporterHistorySchema>

/** One turn of the host: a supporter's boosts in this section together, or one boost alone. */
export const segmentGroupSchema = z.object({
  /** Names what is shown and followed; stays the same while boosts arrive and the group moves. */
  key: z.string(),
  supporter: supporterRefSchema,
  /** How to say the name aloud. */
  say_as: z.string().nullable(),
  /** The hosts' note on the supporter. */
  about: z.string().nullable(),
  /** Of the boosts that came as sats. */
  counted_msat: msatField,
  value: fiatAmountSchema.nullable(),
  /** Of the boosts that came as fiat, by currency. */
  fiat: z.array(fiatAmountSchema),
  /** Of the sum, where it is made of more than one boost. */
  badges: z.array(z.string()),
  /** Put where it is by a host. */
  moved: z.boolean(),
  /** Null for an anonymous one. */
  history: supporterHistorySchema.nullable(),
  boosts: z.array(segmentBoostSchema),
})
export type SegmentGroup = z.infer<typeof segmentGroupSchema>

export const boostSectionSchema = z.object({
  kind: sectionKindSchema,
  counted_msat: msatField,
  fiat: z.array(fiatAmountSchema),
  /** How many boosts; how many of them are unread. */
  boosts: z.int(),
  unread: z.int(),
  groups: z.array(segmentGroupSchema),
})
export type BoostSection = z.infer<typeof boostSectionSchema>

export const streamSectionSchema = z.object({
  kind: z.literal('streams'),
  received_msat: msatField,
  payments: z.int(),
  /** Listeners that are known; anonymous ones are nobody in particular. */
  supporters: z.int(),
})
export type StreamSection = z.infer<typeof streamSectionSchema>

export const segmentTotalsSchema = z.object({
  boosts: z.int(),
  counted_msat: msatField,
  received_msat: msatField,
  /** People; every anonymous boost is one more under `anonymous`. */
  supporters: z.int(),
  anonymous: z.int(),
  fiat: z.array(fiatAmountSchema.extend({ count: z.int() })),
  free: z.int(),
  unread: z.int(),
  /** Unread ones above Thanks: ask before closing. */
  unread_above_thanks: z.int(),
  held: z.int(),
})
export type SegmentTotals = z.infer<typeof segmentTotalsSchema>

/** So that a silent wallet is not taken for a quiet week. */
export const segmentWalletSchema = z.object({
  name: z.string(),
  /** When a source of it was last heard of, with news or without; null for never. */
  last_contact_at: instantField.nullable(),
  /** When the newest payment that it reported was settled. */
  last_payment_at: instantField.nullable(),
  /** Of this segment's boosts. */
  received_msat: msatField,
})
export type SegmentWallet = z.infer<typeof segmentWalletSchema>

/** What a host shows at the moment; those who follow show the same. */
export const placeSchema = z.object({
  /** A group's key, `thanks` or `streams` for a whole section; null for a blank screen. */
  item: z.string().nullable(),
  person: z.string(),
  device: z.string(),
  at: instantField,
})
export type Place = z.infer<typeof placeSchema>

export const recordingSchema = z.object({
  started_at: instantField,
  /** Added to every chapter's time, for what the published file has before the recording, or has not (negative). */
  offset_s: z.number(),
})
export type Recording = z.infer<typeof recordingSchema>

/** How this host reads: time for an item is `seconds_per_item` and its words at `words_per_minute`. */
export const paceSchema = z.object({
  seconds_per_item: z.number(),
  words_per_minute: z.number(),
  /** From how many items it was measured; 0: what is usual. */
  measured: z.int(),
})
export type Pace = z.infer<typeof paceSchema>

/** `GET /segments/current?show=SLUG`, `GET /segments/{id}`, and the answer of closing, reopening and of changes to one. */
export const segmentSchema = z.object({
  id: idField,
  show: showRefSchema,
  opened_at: instantField,
  closed_at: instantField.nullable(),
  /** Boosts settled before are *older*: offered, not poured in. Null: everything is in. */
  floor: instantField.nullable(),
  /** The one closed before this, and what to call it. */
  previous: z
    .object({ id: idField, opened_at: instantField, closed_at: instantField, title: z.string() })
    .nullable(),
  /** Names the segment in lists: `458`, or a day; a host may change it. */
  title: z.string(),
  /** Grows with every change of marks and order: what `GET /segments/{id}/marks?after=` goes on from. */
  revision: z.int(),
  /** When this answer was made: sent with `close`, so that what came later than the host could see goes on to the next. */
  as_of: instantField,
  sections: z.array(z.union([boostSectionSchema, streamSectionSchema])),
  totals: segmentTotalsSchema,
  wallets: z.array(segmentWalletSchema),
  /** Payments of this show, or of none yet, that wait for a look. */
  needs_look: z.int(),
  /** Recorded since the segment was opened, settled before its floor; `more` where they are not counted to the end. */
  older: z.object({ count: z.int(), more: z.boolean() }),
  recording: recordingSchema.nullable(),
  place: placeSchema.nullable(),
  pace: paceSchema,
  /** It is the last one that was closed, and can be opened again. */
  can_reopen: z.boolean(),
})
export type SegmentJson = z.infer<typeof segmentSchema>

export const currentSegmentQuerySchema = z.object({ show: slugField })

/** `GET /segments?show=SLUG`: the closed ones, newest first. */
export const segmentListQuerySchema = pageQuerySchema.extend({ show: slugField })
export type SegmentListQuery = z.infer<typeof segmentListQuerySchema>
export const segmentSummarySchema = z.object({
  id: idField,
  show: showRefSchema,
  title: z.string(),
  opened_at: instantField,
  closed_at: instantField,
  totals: segmentTotalsSchema,
  streams: streamSectionSchema,
  can_reopen: z.boolean(),
})
export type SegmentSummary = z.infer<typeof segmentSummarySchema>
export const segmentListSchema = pageSchema(segmentSummarySchema)

/** `PATCH /segments/{id}`: the floor of an open one; the title of any. */
export const segmentPatchSchema = z
  .strictObject({
    floor: z.iso.datetime({ offset: true }).nullable(),
    title: z.string().trim().min(1).max(200).nullable(),
  })
  .partial()
export type SegmentPatch = z.infer<typeof segmentPatchSchema>

/** `GET /segments/{id}/older`: newest first. `POST` takes some of them in. */
export const olderQuerySchema = pageQuerySchema
export const olderListSchema = pageSchema(boostSchema)
export const takeOlderSchema = z.strictObject({ boosts: z.array(idField).min(1).max(1000) })

/** What a mark says; what is left out stays as it is. */
export const markSetSchema = z
  .strictObject({
    status: itemStatusSchema,
    starred: z.boolean(),
    /** Replaces the notes that the device had seen (`seen_version`); null or empty takes them away. Others are kept beside it. */
    note: z.string().max(2000).nullable(),
    /**
     * Moves the boost's whole group into a section: after the group that holds the boost `after`, or to its top (null). As a
     * whole, null gives the place back to the rules.
     */
    move: z.strictObject({ section: sectionKindSchema, after: idField.nullable() }).nullable(),
    alone: z.boolean(),
  })
  .partial()
export type MarkSet = z.infer<typeof markSetSchema>

/**
 * One operation of a device. Operations take effect in the order in which hosts made them, however late and however often they
 * arrive.
 */
export const markSchema = z.strictObject({
  /** Made by the device; the same one is never taken twice. */
  op_id: z.uuid(),
  /** Any id that the boost has had. */
  boost_id: idField,
  set: markSetSchema.default({}),
  /** Takes an operation back, as if it had never been made, whether it has arrived yet or not. */
  undo: z.uuid().nullable().default(null),
  /** The item's version on the device when the mark was made. */
  seen_version: z.int().min(0).nullable().default(null),
  /** How long ago it was made, by a clock of the device that only counts; null: just now. */
  elapsed_ms: z.number().min(0).max(31_536_000_000).nullable().default(null),
})
export type Mark = z.infer<typeof markSchema>
/** `POST /segments/{id}/marks`. A lost answer is no harm: send them again. */
export const marksSchema = z.array(markSchema).min(1).max(1000)

/** An item as it is now, under the boost's id of now; `also` are other ids of it that a device may still know. */
export const markedItemSchema = z.object({
  boost_id: idField,
  also: z.array(idField),
  item: segmentItemSchema,
  /** Where a host has put its group; null: where the rules do. */
  move: z.object({ section: sectionKindSchema, after: idField.nullable() }).nullable(),
})
export type MarkedItem = z.infer<typeof markedItemSchema>
export const marksAnswerSchema = z.object({
  items: z.array(markedItemSchema),
  /** Not taken, for good: drop them. */
  rejected: z.array(z.object({ op_id: z.uuid(), boost_id: idField, error: z.string() })),
  revision: z.int(),
})
export type MarksAnswer = z.infer<typeof marksAnswerSchema>

/** `GET /segments/{id}/marks?after=REVISION`: the items that were marked since, and the revision to go on from. */
export const marksQuerySchema = z.object({ after: z.coerce.number().int().min(0).default(0) })
export const marksSinceSchema = z.object({
  items: z.array(markedItemSchema),
  revision: z.int(),
  place: placeSchema.nullable(),
  closed_at: instantField.nullable(),
  /** More than marks has changed (order, floor, recording, closing): read the whole segment again. */
  reload: z.boolean(),
})
export type MarksSince = z.infer<typeof marksSinceSchema>

const shownField = z.string().min(1).max(200)
/** `PUT /segments/{id}/place`, by every reading view on every step: chapters and pace are made from it. */
export const putPlaceSchema = z.strictObject({
  /** A group's key, `thanks` or `streams`; null for a blank screen. */
  item: shownField.nullable(),
  /** Names the device among those of its person. */
  device: z.string().trim().min(1).max(100),
  /** How long ago it was shown; null: just now. */
  elapsed_ms: z.number().min(0).max(31_536_000_000).nullable().default(null),
  /** Words in what is shown, for the pace. */
  words: z.int().min(0).max(100_000).nullable().default(null),
  /** What was shown before, while the server was away. */
  before: z
    .array(
      z.strictObject({
        item: shownField.nullable(),
        elapsed_ms: z.number().min(0).max(31_536_000_000),
        words: z.int().min(0).max(100_000).nullable().default(null),
      }),
    )
    .max(2000)
    .default([]),
})
export type PutPlace = z.infer<typeof putPlaceSchema>

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

/** `POST /segments/{id}/close`: freezes it and opens the next. 409 where it is closed already. */
export const closeSegmentSchema = z
  .strictObject({
    /** Moves what is unread on to the next, as what is held always is. */
    carry_unread: z.boolean().default(false),
    /** The `as_of` of what the host had before them: what was recorded later and nobody marked goes on to the next. */
    as_of: z.iso.datetime({ offset: true }).nullable().default(null),
  })
  .default({ carry_unread: false, as_of: null })
export type CloseSegment = z.infer<typeof closeSegmentSchema>

/** `POST /segments/{id}/reopen`: of the last closed one. 409 where the next has marks already, unless it is to be merged in. */
export const reopenSegmentSchema = z
  .strictObject({ merge: z.boolean().default(false) })
  .default({ merge: false })
export type ReopenSegment = z.infer<typeof reopenSegmentSchema>

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
