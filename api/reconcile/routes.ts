import { signedInActorOf } from '#api/auth/guard.ts'
import { idParamsSchema } from '#api/contract/common.ts'
import {
  askWalletSchema,
  differencesQuerySchema,
  differencesSchema,
  explainSchema,
  reconcileOverviewSchema,
  reconcileQuerySchema,
  recordedMissingSchema,
  recordMissingSchema,
  walletFileQuerySchema,
  walletListSchema,
} from '#api/contract/reconcile.ts'
import { nameOf } from '#api/http/actor.ts'
import { defineRoute } from '#api/http/route.ts'
import { findList, listAsJson } from '#api/reconcile/find-list.ts'
import { askWallet } from '#api/reconcile/list/ask-wallet.ts'
import { takeFile } from '#api/reconcile/list/take-file.ts'
import { readDifferences } from '#api/reconcile/read-differences.ts'
import { readOverview } from '#api/reconcile/read-overview.ts'
import { explain, recordMissing } from '#api/reconcile/solve.ts'

/** What wallets say themselves that they received, beside the books. */
export const reconcileRoutes = [
  defineRoute({
    method: 'get',
    path: '/api/v1/reconciliations',
    may: 'books',
    within: 'whole',
    summary: 'The wallets of a period, each with what the books have and what its own list says',
    query: reconcileQuerySchema,
    answer: reconcileOverviewSchema,
    errors: [404, 503],
    handle: ({ ctx, query }) => readOverview(ctx, query),
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/reconciliations',
    may: 'books',
    proof: false,
    summary: 'Asks a wallet what it received in a period; nothing of it is recorded',
    description:
      'The wallet’s whole list is read beside the service, by a source of it that can be asked, and compared with the books: see `state`.',
    body: askWalletSchema,
    answer: walletListSchema,
    status: 202,
    errors: [404, 422],
    handle: async ({ ctx, body, req }) => {
      const id = await askWallet(ctx, body, nameOf(signedInActorOf(req)))
      return listAsJson(await findList(ctx, id), ctx.now())
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/reconciliations/file',
    may: 'books',
    proof: false,
    summary: 'Takes a file of what a wallet received in a period; nothing of it is recorded',
    description:
      'The body is the file itself, any that can be uploaded as a file of past payments. It is read, compared with the books, and removed.',
    query: walletFileQuerySchema,
    consumes: ['application/octet-stream'],
    answer: walletListSchema,
    status: 202,
    errors: [404, 413, 415, 422, 507],
    handle: async ({ ctx, req, query, note }) => {
      const id = await takeFile(ctx, req, query, nameOf(signedInActorOf(req)))
      note({ id, wallet: query.wallet, file: query.name })
      return listAsJson(await findList(ctx, id), ctx.now())
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/reconciliations/{id}',
    may: 'books',
    within: 'whole',
    summary: 'Where a wallet’s list and the books differ, in all of its period or a part of it',
    params: idParamsSchema,
    query: differencesQuerySchema,
    answer: differencesSchema,
    errors: [503],
    handle: ({ ctx, params, query }) => readDifferences(ctx, params.id, query),
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/reconciliations/{id}/record',
    may: 'books',
    proof: false,
    summary: 'Records what only the wallet has, or has otherwise than the books',
    description:
      'Of what differs, the wallet’s amount is recorded and the receipt that the books had is set aside. Without `keys` it is all that only the wallet has, 500 at a time.',
    params: idParamsSchema,
    body: recordMissingSchema,
    answer: recordedMissingSchema,
    errors: [503],
    handle: async ({ ctx, params, body, note }) => {
      const done = await recordMissing(ctx, params.id, body.keys ?? null)
      note({ recorded: done.recorded, refused: done.refused.length })
      return done
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/reconciliations/{id}/explain',
    may: 'books',
    proof: false,
    summary: 'Says in words why a wallet and the books differ in one payment',
    params: idParamsSchema,
    body: explainSchema,
    errors: [503],
    handle: ({ ctx, params, body, req }) => explain(ctx, params.id, body, nameOf(signedInActorOf(req))),
  }),
  defineRoute({
    method: 'delete',
    path: '/api/v1/reconciliations/{id}',
    may: 'books',
    proof: false,
    summary: 'Removes a wallet’s list; what was recorded of it stays',
    params: idParamsSchema,
    handle: async ({ ctx, params, note }) => {
      const { wallet, from_day, to_day } = await findList(ctx, params.id)
      note({ wallet, from: from_day, to: to_day })
      await ctx.db.deleteFrom('wallet_lists').where('id', '=', params.id).execute()
    },
  }),
]
