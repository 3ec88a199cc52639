import { z } from 'zod'

/** A UUIDv7, as text; in small letters, as the database writes it, so that an id is compared with what is kept. */
export const idField = z.uuid().toLowerCase()
/** The path of one thing with an id. */
export const idParamsSchema = z.object({ id: idField })
/** An instant in RFC 3339 UTC. */
export const instantField = z.iso.datetime()
/** A whole number of msat; negative for a refund. */
export const msatField = z.int()
/** A show's slug. */
export const slugField = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
  .max(200)

/** Text that narrows a list; the database knows no NUL. */
export function textQuery(longest: number) {
  return z
    .string()
    .max(longest)
    .refine((text) => !text.includes('\0'), 'NUL is no text')
}

/** Text that someone writes, trimmed; the database knows no NUL. */
export function textField(shortest: number, longest: number) {
  return z
    .string()
    .trim()
    .min(shortest)
    .max(longest)
    .refine((text) => !text.includes('\0'), 'NUL is no text')
}

/** Whether a thing of this name can be addressed by it: these are steps in an address, and taken out of it on the way. */
export function isAddressable(name: string): boolean {
  return name !== '.' && name !== '..'
}

/** A name that stands in its thing's address. */
export function nameField(longest: number) {
  return textField(1, longest).refine(isAddressable, 'A name cannot be “.” or “..”')
}

/** An instant that is given, with any offset. */
export const instantQuery = z.iso
  .datetime({ offset: true })
  .transform((text) => new Date(text))
  .refine((at) => at.getUTCFullYear() > 0, 'No such time')

/** A currency amount in its minor unit, with the ISO 4217 code. */
export const fiatAmountSchema = z.object({ amount_minor: z.int(), currency: z.string().regex(/^[A-Z]{3}$/) })
export type FiatAmount = z.infer<typeof fiatAmountSchema>

export const showRefSchema = z.object({ slug: slugField, title: z.string() })
export const episodeRefSchema = z.object({ id: idField, title: z.string().nullable() })
/** The id is null for an anonymous one, who is nobody in particular. */
export const supporterRefSchema = z.object({ id: idField.nullable(), name: z.string() })
export type EpisodeRef = z.infer<typeof episodeRefSchema>
export type SupporterRef = z.infer<typeof supporterRefSchema>

/** Yes or no in a query. */
export const flagField = z.enum(['true', 'false']).transform((value) => value === 'true')

/** What every list takes: how many, and where the last page ended. */
export const pageQuerySchema = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(500).optional(),
})

/** A page of a list; `next_cursor` is null on the last one. */
export function pageSchema<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), next_cursor: z.string().nullable() })
}
export type Page<T> = { items: T[]; next_cursor: string | null }

/** RFC 9457 problem details. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
})
export type Problem = z.infer<typeof problemSchema>
