import { z } from 'zod'
import { isAddressable } from '#api/contract/common.ts'
import { RAILS } from '#api/contract/rail.ts'

const MAX_MINOR = Number.MAX_SAFE_INTEGER

const name = z.string().trim().min(1).max(200)
const hex32 = z.string().regex(/^[0-9a-fA-F]{64}$/)
const currency = z.string().regex(/^[A-Z]{3}$/)
const minor = z.int().min(0).max(MAX_MINOR)
const signedMinor = z.int().min(-MAX_MINOR).max(MAX_MINOR)

/** What `POST /api/v1/payments` takes for one payment; exactly one of `amount_msat`, `fiat`, and `rail: "free"`. */
export const paymentReportSchema = z
  .object({
    source: name.refine(isAddressable).meta({
      description: 'Who reports; made at first mention. A key bound to a source may leave it out.',
    }),
    id: name.meta({ description: 'Unique at the source' }),
    wallet: name
      .refine(isAddressable)
      .nullish()
      .meta({ description: "Where the money is held, by default the source's own; made at first mention" }),
    payment_hash: hex32.nullish(),
    set_id: hex32.nullish().meta({ description: 'AMP set id' }),
    settled_at: z
      .union([z.iso.datetime({ offset: true }), z.number()])
      .meta({ description: 'RFC 3339, or epoch seconds' }),
    amount_msat: signedMinor.nullish().meta({ description: 'What arrived as sats, in msat' }),
    fee_msat: minor.nullish().meta({ description: 'What the receiving wallet kept; 0 by default' }),
    fiat: z
      .object({ amount_minor: signedMinor, fee_minor: minor.default(0), currency })
      .nullish()
      .meta({ description: 'What arrived as fiat' }),
    price: z
      .object({ amount_minor: minor, currency })
      .nullish()
      .meta({ description: 'The price in fiat of what arrived as sats' }),
    rail: z
      .enum(RAILS)
      .nullish()
      .meta({ description: 'By default keysend with metadata, else bolt11; card for fiat' }),
    memo: z.string().max(10_000).nullish(),
    boostagram: z
      .record(z.string(), z.unknown())
      .nullish()
      .meta({ description: 'bLIP-10 or rss-payment JSON' }),
    tlv: z.string().nullish().meta({ description: 'Or the TLV record 7629169, as hex or base64' }),
    refund_of: name.nullish().meta({ description: 'The id at the source that this pays back' }),
  })
  .meta({
    examples: [
      {
        source: 'my-node',
        id: '4711',
        payment_hash: '5f0e8c5b4f0b1c9f5d2ab0a9b7c0ce2b8b8ed7a7b21d5c7f3e6f1a4d9c2b7e10',
        settled_at: '2026-11-22T20:15:00Z',
        amount_msat: 441_210,
        boostagram: {
          action: 'boost',
          podcast: 'LINUX Unplugged',
          episode: 'Episode 642',
          app_name: 'Fountain',
          sender_name: 'marcel',
          message: 'Thanks for the show',
          value_msat_total: 1_337_000,
          ts: 574,
        },
      },
    ],
  })
export type PaymentReport = z.infer<typeof paymentReportSchema>
