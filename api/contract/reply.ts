import { z } from 'zod'
import {
  idField,
  instantField,
  instantQuery,
  msatField,
  pageQuerySchema,
  pageSchema,
  showRefSchema,
  slugField,
  supporterRefSchema,
  textField,
} from '#api/contract/common.ts'

/** What a reply may be at most, in sats: a slip of the finger is no fortune. */
const MOST_SATS = 1_000_000
const satsField = z.int().min(1).max(MOST_SATS)

/** The wallet that replies are paid from, apart from those that receive: a connection of its own that may pay, and no more than this. */
export const newPurseSchema = z.strictObject({
  /** Nostr Wallet Connect: `nostr+walletconnect://…`. Where neither it nor `lnd` is given, what is kept stays. */
  connection: textField(1, 4_000).nullable().default(null),
  /** Or an LND node, with a macaroon that may send and look up payments, and nothing else. */
  lnd: z
    .strictObject({
      /** Of its gRPC, `host:port`. */
      address: textField(1, 300),
      /** The text of its `tls.cert`; null: one that everybody trusts. */
      certificate: textField(1, 20_000).nullable().default(null),
      /** In hex or base64. */
      macaroon: textField(1, 20_000),
    })
    .nullable()
    .default(null),
  /** In any 24 hours, with fees. */
  daily_sats: z
    .int()
    .min(1)
    .max(10 * MOST_SATS),
  /** From this sum on a person is asked again each time. */
  ask_from_sats: z
    .int()
    .min(1)
    .max(10 * MOST_SATS),
})
export type NewPurse = z.output<typeof newPurseSchema>

export const purseSchema = z.object({
  /** Null: none is set up, and no reply can be sent. */
  purse: z
    .object({
      kind: z.enum(['nwc', 'lnd']),
      /** Of an LND node. */
      address: z.string().nullable(),
      daily_sats: z.int(),
      ask_from_sats: z.int(),
      /** Of the last 24 hours, with fees, and with what is not certain. */
      spent_msat: msatField,
    })
    .nullable(),
})
export type PurseJson = z.infer<typeof purseSchema>

/** What a wallet that is to pay said when it was asked. */
const purseFoundSchema = z.object({
  /** As it calls itself; null where it does not say. */
  name: z.string().nullable(),
  balance_msat: msatField.nullable(),
  /**
   * What it does without.
   * - invoices: it may not pay Lightning addresses
   * - keysend: it may not pay nodes
   * - look-up: it does not say how a payment ended
   * - balance: it does not say what it holds
   * - budget: it has no bounds of its own
   * - real-money: what it holds is of a network for trying things out
   */
  lacks: z.array(z.enum(['invoices', 'keysend', 'look-up', 'balance', 'budget', 'real-money'])),
})
export type PurseFound = z.infer<typeof purseFoundSchema>

/** `PUT /purse` */
export const purseSetSchema = purseSchema.extend({
  /** Null where the access that was kept stays: it was not asked again. */
  found: purseFoundSchema.nullable(),
})
export type PurseSet = z.infer<typeof purseSetSchema>

/** `POST /purse/test`: what it said, or what is wrong and what to do. */
export const purseTestSchema = z.object({
  found: purseFoundSchema.nullable(),
  problem: z.string().nullable(),
  next_step: z.string().nullable(),
})
export type PurseTest = z.infer<typeof purseTestSchema>

/**
 * How a reply stands.
 * - asked: a bookkeeper asks for it; an owner or a host has to say yes
 * - waiting: it is paid soon
 * - paying: the wallet was told to
 * - uncertain: the wallet did not say how it ended; it is looked up, never paid again
 * - sent: the wallet says that it arrived
 * - failed: nothing was paid, with why
 * - refused: nobody wanted it after all
 */
export const replyStateSchema = z.enum([
  'asked',
  'waiting',
  'paying',
  'uncertain',
  'sent',
  'failed',
  'refused',
])
export type ReplyState = z.infer<typeof replyStateSchema>

export const replySchema = z.object({
  id: idField,
  boost_id: idField,
  show: showRefSchema.nullable(),
  supporter: supporterRefSchema,
  /** A Lightning address, or a node's public key. */
  recipient: z.string(),
  amount_msat: msatField,
  fee_msat: msatField.nullable(),
  message: z.string().nullable(),
  state: replyStateSchema,
  /** Why it failed or waits: the recipient’s or the wallet’s own words. */
  answer: z.string().nullable(),
  payment_hash: z.string().nullable(),
  made_by: z.string(),
  made_at: instantField,
  /** Who said yes to what a bookkeeper asked for. */
  approved_by: z.string().nullable(),
  settled_at: instantField.nullable(),
})
export type ReplyJson = z.infer<typeof replySchema>
export const replyListSchema = pageSchema(replySchema)
export const replyListQuerySchema = pageQuerySchema.extend({
  show: slugField.optional(),
  state: replyStateSchema.optional(),
  /** By when they were paid. */
  since: instantQuery.optional(),
  until: instantQuery.optional(),
})
export type ReplyListQuery = z.output<typeof replyListQuerySchema>
export const replyCsvQuerySchema = replyListQuerySchema.pick({ show: true, since: true, until: true })

const wordsFields = {
  sats: satsField,
  /** `{{name}}` in it is the supporter's name. */
  message: textField(0, 1_000).default(''),
  /** Where the recipient takes fewer letters, it is cut; else it fails. */
  may_cut: z.boolean().default(false),
  /** A person was asked, where the sum asks for it. */
  confirmed: z.boolean().default(false),
}

/** `POST /boosts/{id}/replies` */
export const newReplySchema = z.strictObject({
  ...wordsFields,
  /** A Lightning address or a node's public key; null: what the boost itself names. */
  recipient: textField(1, 300).nullable().default(null),
})
export type NewReply = z.output<typeof newReplySchema>

/** `POST /segments/{id}/replies`: to everyone who was read in it. */
export const newRepliesSchema = z.strictObject({
  ...wordsFields,
  /** Only says what it would come to. */
  dry: z.boolean().default(false),
})
export type NewReplies = z.output<typeof newRepliesSchema>
export const repliesMadeSchema = z.object({
  count: z.int(),
  total_msat: msatField,
  /** Who is answered, in the order in which they were read. */
  names: z.array(z.string()),
  /** Read, and no way to pay them is known. */
  nowhere: z.int(),
  /** Who that is, each once. */
  nowhere_names: z.array(z.string()),
  /** Read, and answered before. */
  answered: z.int(),
  /** From this sum on it has to be confirmed; null: there is no wallet to reply from. */
  ask_from_sats: z.int().nullable(),
})
export type RepliesMade = z.infer<typeof repliesMadeSchema>

/** `GET /segments/{id}/replies`: how the replies to those who were read in it stand, of each boost the last. */
export const segmentRepliesSchema = z.object({
  sent: z.int(),
  /** With fees. */
  sent_msat: msatField,
  /** Asked for, waiting or being paid. */
  under_way: z.int(),
  failed: z.int(),
  uncertain: z.int(),
  /** Those that failed or are uncertain, the newest first, 50 at most. */
  items: z.array(replySchema),
  /** From this sum on it has to be confirmed; null: there is no wallet to reply from. */
  ask_from_sats: z.int().nullable(),
})
export type SegmentReplies = z.infer<typeof segmentRepliesSchema>

/** `GET /replies/answered` */
export const answeredSchema = z.object({ boost_ids: z.array(idField) })

/** `GET /boosts/{id}/replies`: those of a boost, and where one would go. */
export const boostRepliesSchema = z.object({
  items: z.array(replySchema),
  /** Null where the boost names nowhere, and its supporter was never answered. */
  recipient: z.string().nullable(),
  /** From this sum on it has to be confirmed; null: there is no wallet to reply from. */
  ask_from_sats: z.int().nullable(),
  /** Whether another has to say yes. */
  asks: z.boolean(),
})
export type BoostReplies = z.infer<typeof boostRepliesSchema>

/** `POST /replies/{id}/approve` */
export const approveReplySchema = z.strictObject({ approve: z.boolean() })
/** `POST /replies/{id}/settle`: of an uncertain one, what a person saw in the wallet. */
export const settleReplySchema = z.strictObject({ paid: z.boolean() })
