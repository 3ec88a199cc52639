import { openLndWallet } from '#api/reply/pay/lnd/lnd-wallet.ts'
import { openNwcWallet } from '#api/reply/pay/nwc-wallet.ts'
import type { PayingWallet } from '#api/reply/pay/wallet.ts'
import type { Purse } from '#api/reply/purse/purse.ts'

/** The wallet that a purse leads to. */
export function openWallet({ access }: Purse): PayingWallet {
  return access.kind === 'lnd' ? openLndWallet(access.lnd) : openNwcWallet(access.connection)
}
