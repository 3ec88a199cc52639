import type { Origin } from '#api/intake/report.ts'

/** The title of the demo's show. */
export const SHOW = 'LINUX Unplugged'
/** A second one, which a wallet also receives for; nobody has confirmed it. */
export const OTHER_SHOW = 'The Attic Server'

/** The demo's wallets: what each is paid of a boost, and who reports on it. */
export const NODE: Origin & { wallet: string } = {
  source: 'Demo node',
  kind: 'lnd',
  exactness: 4,
  wallet: 'Demo node',
}
export const HOST_WALLET: Origin & { wallet: string } = {
  source: 'Demo host',
  kind: 'nwc',
  exactness: 3,
  wallet: 'Demo host',
}
export const STORE: Origin & { wallet: string } = {
  source: 'Demo store',
  kind: 'http',
  exactness: 3,
  wallet: 'Demo store',
}
export const WALLETS = [NODE, HOST_WALLET, STORE]

/** Of the show's value block; the rest is the app's and the index's. */
export const SHARES = { [NODE.wallet]: 0.6, [HOST_WALLET.wallet]: 0.35 } as const
