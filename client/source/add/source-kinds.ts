import type { FollowedKind } from '#api/contract/source.ts'
import { SETTINGS_FIELDS } from '#client/source/settings/settings-fields.ts'
import { t } from '#client/source/words.ts'

/** The ways in which payments come to Readout, best first. */
export const SOURCE_KINDS = [
  {
    kind: 'lnd',
    title: t('An LND node'),
    says: t('Umbrel, Start9, RaspiBlitz, Voltage, or your own. Everything, to the msat, within a second.'),
  },
  {
    kind: 'cln',
    title: t('A Core Lightning node'),
    says: t('By its clnrest and a rune. Everything it keeps, to the msat, within a second.'),
  },
  {
    kind: 'nwc',
    title: t('Alby Hub, or another wallet with Nostr Wallet Connect'),
    says: t('Followed through a relay, so that no port needs to be open.'),
  },
  {
    kind: 'lnbits',
    title: 'LNbits',
    says: t('One of its wallets, by a key that can only read. Within a second.'),
  },
  {
    kind: 'phoenixd',
    title: 'phoenixd',
    says: t('By a password that can only read. Whole sats and their fee, within a second.'),
  },
  {
    kind: 'alby',
    title: t('An account at Alby'),
    says: t('By a token that can only read. Whole sats, within 20 seconds.'),
  },
  {
    kind: 'btcpay',
    title: 'BTCPay Server',
    says: t(
      'A store, by a key that can only view invoices. Lightning and on chain, at once by its webhook, or within 20 seconds.',
    ),
  },
  {
    kind: 'zaprite',
    title: 'Zaprite',
    says: t(
      'An organization’s paid orders: by card, which stays a currency, and in bitcoin. Within 20 seconds.',
    ),
  },
  {
    kind: 'nostr',
    title: 'Nostr',
    says: t('Words only: what apps and listeners post of their boosts. The money is seen in a wallet.'),
  },
  {
    kind: 'helipad',
    title: t('Helipad’s webhook'),
    says: t('Helipad passes on what it sees. It rounds to whole sats.'),
  },
  {
    kind: 'webhook',
    title: t('A webhook for anything'),
    says: t(
      'A shop, a card processor, any service that can send JSON: paste a sample, and point at its fields.',
    ),
  },
  {
    kind: 'file',
    title: t('A file'),
    says: t('The past: from Helipad, LND, Alby, LNbits, or lines of JSON.'),
  },
  { kind: 'api', title: t('The API'), says: t('From a script, a shop, or any other wallet.') },
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
