import { signedInActorOf } from '#api/auth/guard.ts'
import { idParamsSchema } from '#api/contract/common.ts'
import { newPayoutSchema, payoutListSchema, payoutQuerySchema, payoutSchema } from '#api/contract/payout.ts'
import {
  walletListSchema,
  walletParamsSchema,
  walletPatchSchema,
  walletSchema,
} from '#api/contract/wallet.ts'
import { nameOf } from '#api/http/actor.ts'
import { defineRoute } from '#api/http/route.ts'
import { changeWallet } from '#api/wallet/change-wallet.ts'
import { listWallets } from '#api/wallet/list-wallets.ts'
import { addPayout, listPayouts, removePayout } from '#api/wallet/payout/payouts.ts'

export const walletRoutes = [
  defineRoute({
    method: 'get',
    path: '/api/v1/payouts',
    may: 'books',
    within: 'whole',
    summary: 'What processors paid out, each beside the receipts that it is of',
    query: payoutQuerySchema,
    answer: payoutListSchema,
    handle: async ({ ctx, query }) => ({ items: await listPayouts(ctx.db, query), next_cursor: null }),
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/payouts',
    may: 'books',
    proof: false,
    summary: 'Notes what a processor paid out of what a wallet received',
    description:
      'It is of the receipts since the payout before, of the same wallet and currency. Where they come to something else, `difference` says what.',
    body: newPayoutSchema,
    answer: payoutSchema,
    status: 201,
    errors: [404, 422],
    handle: ({ ctx, body, req }) => addPayout(ctx, body, nameOf(signedInActorOf(req))),
  }),
  defineRoute({
    method: 'delete',
    path: '/api/v1/payouts/{id}',
    may: 'books',
    proof: false,
    summary: 'Takes back that something was paid out',
    params: idParamsSchema,
    answer: payoutSchema,
    handle: async ({ ctx, params, note }) => {
      const payout = await removePayout(ctx, params.id)
      note({ before: payout })
      return payout
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/wallets',
    may: 'read',
    summary: 'The wallets that sources report on',
    answer: walletListSchema,
    handle: async ({ ctx }) => ({ items: await listWallets(ctx.db), next_cursor: null }),
  }),
  defineRoute({
    method: 'patch',
    path: '/api/v1/wallets/{name}',
    may: 'admin',
    proof: false,
    summary: 'Says whose a wallet’s receipts are: all the show’s, or only what says so',
    description: 'Payments recorded so far are decided again, but for those that a host attached.',
    params: walletParamsSchema,
    body: walletPatchSchema,
    answer: walletSchema,
    handle: async ({ ctx, params, body, note }) => {
      const { before, after } = await changeWallet(ctx, params.name, body)
      note({ before })
      return after
    },
  }),
]
