import type { FollowedKind } from '#api/contract/source.ts'
import { SETTINGS_FIELDS } from '#client/source/settings/settings-fields.ts'

/** The ways in which payments come to Readout, best first. */
export const SOURCE_KINDS = [
  {
    kind: 'lnd',
    title: 'An LND node',
    says: 'Umbrel, Start9, RaspiBlitz, Voltage, or your own. Everything, to the msat, within a second.',
  },
  {
    kind: 'cln',
    title: 'A Core Lightning node',
    says: 'By its clnrest and a rune. Everything it keeps, to the msat, within a second.',
  },
  {
    kind: 'nwc',
    title: 'Alby Hub, or another wallet with Nostr Wallet Connect',
    says: 'Followed through a relay, so that no port needs to be open.',
  },
  {
    kind: 'lnbits',
    title: 'LNbits',
    says: 'One of its wallets, by a key that can only read. Within a second.',
  },
  {
    kind: 'phoenixd',
    title: 'phoenixd',
    says: 'By a password that can only read. Whole sats and their fee, within a second.',
  },
  {
    kind: 'alby',
    title: 'An account at Alby',
    says: 'By a token that can only read. Whole sats, within 20 seconds.',
  },
  {
    kind: 'btcpay',
    title: 'BTCPay Server',
    says: 'A store, by a key that can only view invoices. Lightning and on chain, at once by its webhook, or within 20 seconds.',
  },
  {
    kind: 'zaprite',
    title: 'Zaprite',
    says: 'An organization’s paid orders: by card, which stays a currency, and in bitcoin. Within 20 seconds.',
  },
  {
    kind: 'nostr',
    title: 'Nostr',
    says: 'Words only: what apps and listeners post of their boosts. The money is seen in a wallet.',
  },
  {
    kind: 'helipad',
    title: 'Helipad’s webhook',
    says: 'Helipad passes on what it sees. It rounds to whole sats.',
  },
  {
    kind: 'webhook',
    title: 'A webhook for anything',
    says: 'A shop, a card processor, any service that can send JSON: paste a sample, and point at its fields.',
  },
  { kind: 'file', title: 'A file', says: 'The past: from Helipad, LND, Alby, LNbits, or lines of JSON.' },
  { kind: 'api', title: 'The API', says: 'From a script, a shop, or any other wallet.' },
] as const

export type SourceKind = (typeof SOURCE_KINDS)[number]['kind']

/** Whether Readout itself asks, rather than being sent something. */
export function isFollowed(kind: SourceKind): kind is FollowedKind {
  return kind in SETTINGS_FIELDS
}

/** The way that an address names, or null. */
export function sourceKindOf(name: string | undefined): SourceKind | null {
  return SOURCE_KINDS.find(({ kind }) => kind === name)?.kind ?? null
}
