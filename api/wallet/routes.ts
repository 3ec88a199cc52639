import {
  walletListSchema,
  walletParamsSchema,
  walletPatchSchema,
  walletSchema,
} from '#api/contract/wallet.ts'
import { defineRoute } from '#api/http/route.ts'
import { changeWallet } from '#api/wallet/change-wallet.ts'
import { listWallets } from '#api/wallet/list-wallets.ts'

export const walletRoutes = [
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
