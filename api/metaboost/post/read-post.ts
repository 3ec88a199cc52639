import { z } from 'zod'
import { MAX_MSAT } from '#api/contract/msat.ts'
import { CURRENCIES, hasUnit } from '#api/metaboost/post/units.ts'
import { Refusal } from '#api/metaboost/refusal.ts'
import { fillerApp, isWordless } from '#api/metadata/own-words.ts'
import { storableText } from '#api/metadata/text.ts'

/** Letters that a message may have. */
export const MESSAGE_LIMIT = 10_000

/** The standards: for a channel's feed, and for anything else. */
export const STANDARDS = ['mbrss-v1', 'mb-v1'] as const
export type Standard = (typeof STANDARDS)[number]

const words = (longest: number) => z.string().trim().min(1).max(longest).overwrite(storableText)
/** What apps leave empty is not there. */
const optional = <Field extends z.ZodType>(field: Field) =>
  z.preprocess(
    (value) => (value === null || (typeof value === 'string' && value.trim() === '') ? undefined : value),
    field.optional(),
  )
/** What says nothing of what was sent, or to whom: where it cannot be read, the rest is good all the same. */
const aside = <Field extends z.ZodType>(field: Field) =>
  z.preprocess((value) => (field.safeParse(value).success ? value : undefined), field.optional())
const readNumber = (value: unknown) =>
  typeof value === 'string' && value.trim() !== '' ? Number(value) : value
const wholeNumber = z.preprocess(
  (value) => (typeof value === 'string' && /^\d{1,16}$/.test(value.trim()) ? Number(value) : value),
  z.int().positive(),
)

const common = {
  currency: z.string().trim().toUpperCase().pipe(z.enum(CURRENCIES)),
  /** In the smallest unit of the currency. */
  amount: wholeNumber,
  amount_unit: z.string().trim().toLowerCase(),
  action: z.enum(['boost', 'stream']),
  app_name: words(50),
  app_version: optional(words(50)),
  sender_name: optional(words(50)),
  sender_guid: z.guid().toLowerCase(),
  message: optional(z.string().overwrite(storableText)),
  time_position: aside(z.preprocess(readNumber, z.number().min(0))),
}
const ofFeed = {
  feed_guid: words(255).toLowerCase(),
  feed_title: words(255),
  podcast_index_feed_id: aside(wholeNumber),
  item_guid: optional(words(2048)),
  item_title: optional(words(255)),
}

/** The bodies of the two standards; fields that they do not know are left out. */
export const bodySchemas = { 'mbrss-v1': z.object({ ...common, ...ofFeed }), 'mb-v1': z.object(common) }

type Body = z.output<(typeof bodySchemas)['mb-v1']> & Partial<z.output<(typeof bodySchemas)['mbrss-v1']>>

/** What an app says that a listener sent. */
export type Post = Omit<Body, 'message'> & {
  standard: Standard
  message: string | null
  /** Fields that could not be read and do not matter, as they came. */
  unread: Record<string, unknown>
}

/**
 * Reads what an app posts.
 * @throws Refusal validation_failed, saying what is wrong where
 */
export function readPost(standard: Standard, body: Uint8Array): Post {
  const sent = parseJson(body)
  const parsed = bodySchemas[standard].safeParse(sent)
  if (!parsed.success)
    throw wrong(parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message })))
  const post: Body = parsed.data
  const { currency, amount, amount_unit, action, item_guid, item_title } = post
  if (!hasUnit(currency, amount_unit))
    throw wrongField('amount_unit', `Invalid amount_unit "${amount_unit}" for currency ${currency}.`)
  if (currency === 'BTC' && amount * 1000 > MAX_MSAT)
    throw wrongField('amount', 'amount is more than there can be.')
  if ((item_guid === undefined) !== (item_title === undefined))
    throw wrong([{ path: 'item_guid', message: 'item_guid and item_title go together.' }])
  const message = wordsOf(post.message)
  if (message !== null && message.length > MESSAGE_LIMIT)
    throw wrongField('message', `message must be at most ${MESSAGE_LIMIT} characters`)
  // A stream has no words; nobody loses any by being told so.
  return { ...post, standard, message: action === 'stream' ? null : message, unread: unreadOf(sent, post) }
}

const ASIDE = ['time_position', 'podcast_index_feed_id'] as const

function unreadOf(sent: unknown, post: Body): Record<string, unknown> {
  const given = new Map(Object.entries(Object(sent)))
  const unread = ASIDE.filter((name) => post[name] === undefined && (given.get(name) ?? null) !== null)
  return Object.fromEntries(unread.map((name) => [name, given.get(name)]))
}

/** Null where nothing was typed, and where only the app's own filling stands. */
function wordsOf(text: string | undefined): string | null {
  return text === undefined || isWordless(text) || fillerApp(text) !== null ? null : text
}

function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
  } catch {
    throw wrong([{ path: '', message: 'The body is no JSON in UTF-8.' }])
  }
}

function wrong(details: { path: string; message: string }[]): Refusal {
  return new Refusal('validation_failed', 'Validation failed', { mistakes: { details } })
}

/** What is wrong with one field, as the standard has it where the show, not the form, decides. */
export function wrongField(field: string, message: string): Refusal {
  return new Refusal('validation_failed', message, { mistakes: { errors: [{ field, message }] } })
}
