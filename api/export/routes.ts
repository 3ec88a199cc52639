import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import {
  type ExportQuery,
  exportQuerySchema,
  exportSummarySchema,
  rulesQuerySchema,
} from '#api/contract/export.ts'
import { giveTurnBack } from '#api/export/give-turn-back.ts'
import { hledgerRules } from '#api/export/hledger-rules.ts'
import { profiles } from '#api/export/profile/index.ts'
import type { Profile } from '#api/export/profile/profile.ts'
import { type Receipts, resolveReceipts } from '#api/export/receipts.ts'
import { inSnapshot } from '#api/export/snapshot.ts'
import { sumExport } from '#api/export/sum-export.ts'
import { keepSums } from '#api/export/sums/keep-sums.ts'
import { writeReceipts } from '#api/export/write-receipts.ts'
import { writeTable } from '#api/export/write-table.ts'
import { defineRoute } from '#api/http/route.ts'
import { wantForBook } from '#api/rate/request-rates.ts'

/** For the reference page: what is in the file, column by column. */
const DESCRIPTION = [
  'Every receipt once, in order of time. Records end with CR LF (RFC 4180). The last record holds, as text in its last cell, count, ' +
    'sum, checksum, the SHA-256 of all bytes above it and what is not in the file; its other cells are empty. A file without it is ' +
    'incomplete. `closing=false` leaves it out for programs that take nothing but receipts. The checksum is ' +
    'that of a statement of the same receipts: the first 13 hex digits of the SHA-256 of `row_id amount_msat` (nothing after the space ' +
    'where no sats came) of each receipt, streams singly, added up modulo 2^63, as 16 hex digits.',
  'Columns of `plain`: `row_id`, the same in every export; `settled_at_utc`; `settled_at_local`, with its offset; `show`; `episode`; ' +
    '`action` (boost, auto, stream); `supporter`, by the name that came with it where a host chose another; `message`; `app`; `wallet`; `rail`; `amount_msat`, what arrived before fees, negative ' +
    'where it was paid back, empty where no sats came; `amount_sats`, the same as an exact decimal; `fee_msat`, what the wallet kept; ' +
    '`claimed_msat`, what the app says was sent to all recipients; `value` and `value_currency`, what it was worth when it came, empty ' +
    'where no price is known; `rate`, `rate_at_utc` and `rate_source`, the price of a bitcoin that this comes from; `fiat_amount`, ' +
    '`fiat_fee` and `fiat_currency`, where it came as fiat; `payment_hash`; `boost_id`. `excel` has no column in msat, since ' +
    'spreadsheets show long numbers as 1.2E+11.',
  'A text that a spreadsheet would run as a formula (`= + - @`, tab, line ends and their wide forms in front, after apostrophes or not) ' +
    'begins with an apostrophe more; `excel` does so, too, with texts that are nothing but a number, a day or a truth. Numbers are left alone.',
  '`koinly`, `cointracker`, `bank` (QuickBooks), `bank-xero`, `gnucash`, `beancount`, `hledger` and `ledger` are as those programs take them. Free ' +
    'boosts moved no money and are in none of them but as comments. `bank` holds daily sums of what has a price; a last record without an ' +
    'amount says what money is not in it. `cointracker` takes eight decimals, so its streams are sums of a day, and what is left of a sat is ' +
    'rounded away. What a file does not hold, with its sums, is in `left_out` of `/api/v1/exports/summary` for the same parameters.',
  'The journals can be included in others whatever style these write numbers in: that of hledger names its decimal mark, and that of ledger ' +
    'has numbers that mean the same in each. Plugins of a file that is included are not run by Beancount, so whoever includes the export ' +
    'opens its accounts, or has `plugin "beancount.plugins.auto_accounts"`. For the CSV of `plain`, hledger needs the rules of ' +
    '`/api/v1/exports/plain.rules`. `columns` chooses some of them, in an order of one’s own.',
  '`gnucash` holds daily sums by wallet and show: Import, Import Transactions from CSV, comma-separated, one line to skip, date y-m-d, and ' +
    'each column is what its title says. Settings once saved there serve every month.',
].join('\n\n')

export const exportRoutes = [
  defineRoute({
    method: 'get',
    path: '/api/v1/exports/payments.csv',
    may: 'export',
    summary: 'Receipts as a file for bookkeeping',
    description: DESCRIPTION,
    query: exportQuerySchema,
    produces: ['text/csv', 'text/plain'],
    errors: [503],
    handle: async ({ ctx, res, query }) => {
      const receipts = await resolveReceipts(ctx.db, query)
      await wantForBook(ctx.database.db, receipts.valuing)
      const profile = profiles[query.profile]
      await inSnapshot(ctx, receipts.tz, async (snapshot) => {
        const type =
          profile.kind === 'journal' ? 'text/plain; charset=utf-8' : 'text/csv; charset=utf-8; header=present'
        res.set('Content-Type', type)
        res.set('Content-Disposition', `attachment; filename="${nameExport(profile, query, receipts)}"`)
        // Packing would cost more than it saves here.
        res.set('Cache-Control', 'no-store, no-transform')
        const pieces =
          profile.kind === 'table'
            ? writeTable(snapshot, profile, receipts, query)
            : writeReceipts(snapshot, profile, receipts, query)
        await giveTurnBack(res, ctx.exportSlots, () =>
          pipeline(Readable.from(pieces, { objectMode: false }), res),
        )
      })
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/exports/summary',
    may: 'export',
    summary: 'What an export of these receipts will hold, and what of them it will not',
    query: exportQuerySchema,
    answer: exportSummarySchema,
    errors: [503],
    handle: async ({ ctx, query }) => {
      const receipts = await resolveReceipts(ctx.db, query)
      await keepSums(ctx.database.db, receipts.valuing)
      return inSnapshot(ctx, receipts.tz, (snapshot) => sumExport(snapshot, receipts, query))
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/exports/plain.rules',
    may: 'export',
    summary: 'The rules by which hledger reads the CSV of the profile `plain`',
    query: rulesQuerySchema,
    produces: ['text/plain'],
    handle: async ({ res, query }) => {
      res.set('Content-Disposition', 'attachment; filename="plain.rules"')
      res.type('text/plain; charset=utf-8').send(hledgerRules(query.messages))
    },
  }),
]

/** A file name that says what is in it: `readout-linux-unplugged-2026-10-01-2026-10-31-koinly.csv`. */
function nameExport(
  { name, extension }: Profile,
  { show, from, to }: ExportQuery,
  { demo }: Receipts,
): string {
  const shows = show && show.length <= 3 ? show : []
  const parts = [
    demo ? 'readout-demo' : 'readout',
    ...shows,
    from ?? (to ? 'until' : 'all'),
    to,
    name === 'plain' ? null : name,
  ]
  return `${parts.filter(Boolean).join('-')}.${extension}`
}
