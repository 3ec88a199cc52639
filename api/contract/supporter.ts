import { z } from 'zod'
import {
  idField,
  instantField,
  msatField,
  pageQuerySchema,
  pageSchema,
  slugField,
  textField,
  textQuery,
} from '#api/contract/common.ts'

/** A name that someone goes by; a sender id counts within its app. */
export const supporterNameSchema = z.object({
  name: z.string(),
  app: z.string().nullable(),
  sender_id: z.string().nullable(),
})
export type SupporterName = z.infer<typeof supporterNameSchema>

/** A supporter as one show knows them; team and hidden are of that show. */
export const supporterSchema = z.object({
  id: idField,
  name: z.string(),
  names: z.array(supporterNameSchema),
  say_as: z.string().nullable(),
  note: z.string().nullable(),
  team: z.boolean(),
  hidden: z.boolean(),
  boost_count: z.int(),
  counted_msat: msatField,
  last_sent_at: instantField.nullable(),
})
export type SupporterJson = z.infer<typeof supporterSchema>
export const supporterListSchema = pageSchema(supporterSchema)

export const supporterListQuerySchema = pageQuerySchema.extend({
  /** A part of any of their names. */
  q: textQuery(200).optional(),
  order: z.enum(['name', 'last', 'total']).default('last'),
})
export type SupporterListQuery = z.infer<typeof supporterListQuerySchema>

/** What a supporter is to one show. */
export const supporterShowSchema = z.object({
  slug: slugField,
  title: z.string(),
  team: z.boolean(),
  hidden: z.boolean(),
  boost_count: z.int(),
  counted_msat: msatField,
  first_sent_at: instantField.nullable(),
  last_sent_at: instantField.nullable(),
  stream_count: z.int(),
  streamed_msat: msatField,
})

/** A supporter as all shows know them. */
export const supporterDetailSchema = z.object({
  id: idField,
  name: z.string(),
  /** What a host chose to call them; null where they are called as they last were by themselves. */
  chosen_name: z.string().nullable(),
  names: z.array(supporterNameSchema),
  say_as: z.string().nullable(),
  note: z.string().nullable(),
  boost_count: z.int(),
  counted_msat: msatField,
  first_sent_at: instantField.nullable(),
  last_sent_at: instantField.nullable(),
  shows: z.array(supporterShowSchema),
})
export type SupporterDetailJson = z.infer<typeof supporterDetailSchema>

export const supporterPatchSchema = z
  .strictObject({
    /** Empty or null gives them back the name that they used last. */
    chosen_name: textField(0, 200).nullable(),
    say_as: textField(0, 200).nullable(),
    note: textField(0, 5000).nullable(),
  })
  .partial()
export type SupporterPatch = z.infer<typeof supporterPatchSchema>

export const showSupporterParamsSchema = z.object({ slug: slugField, id: idField })
/** Team are hosts and test accounts; both keep boosts out of segments, totals and public pages. */
export const showSupporterPatchSchema = z.strictObject({ team: z.boolean(), hidden: z.boolean() }).partial()

/** The supporter that is the same person. */
export const supporterMergeSchema = z.strictObject({ with: idField })
/** The names that are another person's. */
export const supporterSplitSchema = z.strictObject({
  names: z
    .array(
      z.strictObject({
        name: textField(0, 10_000),
        app: textQuery(10_000).nullable().default(null),
        sender_id: textQuery(10_000).nullable().default(null),
      }),
    )
    .min(1)
    .max(200),
})
/** It cannot be undone. */
export const anonymizeSchema = z.strictObject({ confirm: z.literal(true) })

const personSchema = z.object({ id: idField, name: z.string() })
export const suggestionSchema = z.object({
  supporter: personSchema,
  other: personSchema,
  reason: z.string(),
  found_at: instantField,
})
export type SuggestionJson = z.infer<typeof suggestionSchema>
export const suggestionListSchema = pageSchema(suggestionSchema)
export const suggestionDismissSchema = z.strictObject({ supporter: idField, other: idField })

export const anonymousNamesSchema = z.strictObject({ names: z.array(textField(0, 200)).max(1000) })
export type AnonymousNamesJson = z.infer<typeof anonymousNamesSchema>
