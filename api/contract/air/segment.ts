import { z } from 'zod'
import { paceSchema, placeSchema } from '#api/contract/air/place.ts'
import { cueSchema, planSchema } from '#api/contract/air/plan.ts'
import { recordingSchema } from '#api/contract/air/recording.ts'
import { boostSectionSchema, streamSectionSchema } from '#api/contract/air/section.ts'
import { boostSchema } from '#api/contract/boost.ts'
import {
  episodeRefSchema,
  fiatAmountSchema,
  idField,
  instantField,
  msatField,
  pageQuerySchema,
  pageSchema,
  showRefSchema,
  slugField,
} from '#api/contract/common.ts'

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

/** `GET /segments/current?show=SLUG`, `GET /segments/{id}`, and the answer of closing, reopening and of changes to one. */
export const segmentSchema = z.object({
  id: idField,
  show: showRefSchema,
  opened_at: instantField,
  closed_at: instantField.nullable(),
  /** Boosts settled before are *older*: offered, not poured in. Null: everything is in. */
  floor: instantField.nullable(),
  /** Of a show's first segment: the episode that came out at its floor; null where it begins with none. */
  begins_with: episodeRefSchema.nullable(),
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
  /** How it is read today: its own plan, else the show's. */
  plan: planSchema,
  /** What a producer says to whoever reads; null where nothing is said, or it was seen. */
  cue: cueSchema.nullable(),
  /** It is the last one that was closed, and can be opened again. */
  can_reopen: z.boolean(),
  /** Whether what was read may be public: it is closed and, where the show wants that, its episode is in the feed. */
  aired: z.boolean(),
})
export type SegmentJson = z.infer<typeof segmentSchema>

export const currentSegmentQuerySchema = z.object({ show: slugField })

/** `GET /segments?show=SLUG`: the closed ones, newest first. */
export const segmentListQuerySchema = pageQuerySchema.extend({ show: slugField })
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

/** `PATCH /segments/{id}`: the floor and the plan of an open one; the title of any; that a closed one's episode is out. */
export const segmentPatchSchema = z
  .strictObject({
    floor: z.iso.datetime({ offset: true }).nullable(),
    title: z.string().trim().min(1).max(200).nullable(),
    /** What is given is planned otherwise than the show has it; null: as the show has it. */
    plan: planSchema.partial().nullable(),
    /** Of a closed one: lets what was read be public at once (true), or when the show's settings say (false). */
    aired: z.boolean(),
  })
  .partial()
export type SegmentPatch = z.infer<typeof segmentPatchSchema>

/** `GET /segments/{id}/older`: newest first. `POST` takes some of them in. */
export const olderQuerySchema = pageQuerySchema
export const olderListSchema = pageSchema(boostSchema)
export const takeOlderSchema = z.strictObject({ boosts: z.array(idField).min(1).max(1000) })

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
