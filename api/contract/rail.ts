/** The ways in which a payment arrives. */
export const RAILS = ['keysend', 'bolt11', 'lnaddress', 'onchain', 'card', 'ach', 'free'] as const
export type Rail = (typeof RAILS)[number]
