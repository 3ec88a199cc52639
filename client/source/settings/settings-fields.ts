import type { FollowedKind } from '#api/contract/source.ts'
import { DEFAULT_RELAYS } from '#client/source/settings/default-relays.ts'
import { t } from '#client/source/words.ts'

/** One thing that a source must be told. */
export type SettingsField = {
  name: string
  label: string
  hint: string
  /** Several lines, as keys and certificates have. */
  long?: boolean
  /** A list, one on each line, and what is proposed for it. */
  lines?: readonly string[]
  /** One of a few, the first where nothing else is chosen. */
  choices?: readonly { value: string; label: string }[]
  /** Never shown again once it is stored. */
  stored?: boolean
  /** Null is sent where a new source is given none. */
  optional?: boolean
  placeholder?: string
}

const CERTIFICATE: SettingsField = {
  name: 'certificate',
  label: t('Certificate'),
  hint: t('Only where it has one of its own over https: its text.'),
  long: true,
  stored: true,
  optional: true,
}

/** What each kind must be told, in the order of its guide. */
export const SETTINGS_FIELDS: Record<FollowedKind, readonly SettingsField[]> = {
  lnd: [
    {
      name: 'address',
      label: t('Address'),
      hint: t('Host and port of LND’s gRPC, 10009 as a rule'),
      placeholder: 'mynode.local:10009',
    },
    { name: 'macaroon', label: t('Macaroon'), hint: t('As hex or base64'), long: true, stored: true },
    {
      ...CERTIFICATE,
      hint: t(
        'The text of tls.cert. Leave it out only where the node’s certificate is one that browsers trust.',
      ),
    },
  ],
  cln: [
    {
      name: 'address',
      label: t('Address'),
      hint: t('Of clnrest, with https:// and its port, 3010 as a rule'),
      placeholder: 'https://mynode.local:3010',
    },
    { name: 'rune', label: t('Rune'), hint: t('One long word'), long: true, stored: true },
    {
      ...CERTIFICATE,
      hint: t(
        'The text of ca.pem. Leave it out only where clnrest-protocol is http, or a proxy has a certificate that browsers trust.',
      ),
    },
  ],
  nostr: [
    {
      name: 'relays',
      label: t('Relays'),
      hint: t('One on each line. Where those who boost write to is found by itself.'),
      lines: DEFAULT_RELAYS,
    },
    {
      name: 'keys',
      label: t('The show’s own keys'),
      hint: t(
        'They begin with npub1, one on each line: zaps to them are read, and what they post is from others.',
      ),
      lines: [],
      optional: true,
    },
  ],
  nwc: [
    {
      name: 'connection',
      label: t('Connection secret'),
      hint: t('All of it; it begins with nostr+walletconnect://'),
      long: true,
      stored: true,
    },
  ],
  lnbits: [
    {
      name: 'address',
      label: t('Address'),
      hint: t('As your browser shows it, up to the host or its port'),
      placeholder: 'https://lnbits.example.com',
    },
    { name: 'key', label: t('Invoice key'), hint: t('32 letters and digits'), stored: true },
    CERTIFICATE,
  ],
  phoenixd: [
    {
      name: 'address',
      label: t('Address'),
      hint: t('With http:// and its port, 9740 as a rule'),
      placeholder: 'http://127.0.0.1:9740',
    },
    { name: 'password', label: t('Password'), hint: t('64 letters and digits'), stored: true },
    CERTIFICATE,
  ],
  alby: [{ name: 'token', label: t('Access token'), hint: t('One long word'), long: true, stored: true }],
  btcpay: [
    {
      name: 'address',
      label: t('Address'),
      hint: t('As your browser shows it, up to the host'),
      placeholder: 'https://btcpay.example.com',
    },
    { name: 'store', label: t('Store'), hint: t('Its id, from the store’s settings') },
    { name: 'key', label: t('API key'), hint: t('40 letters and digits'), stored: true },
    CERTIFICATE,
  ],
  zaprite: [
    { name: 'key', label: t('API key'), hint: t('From Zaprite’s settings, API'), stored: true },
    {
      name: 'bitcoin',
      label: t('What is paid in bitcoin'),
      hint: t(
        'As a rule Zaprite tells no payment hash: such an order and the payment in a wallet that is followed would be two.',
      ),
      choices: [
        { value: 'count', label: t('Counts here: no wallet that receives it is followed') },
        { value: 'leave', label: t('Is left out: a wallet that is followed receives it') },
      ],
    },
  ],
}

const BY_NAME = new Map<string, readonly SettingsField[]>(Object.entries(SETTINGS_FIELDS))

/** What a kind must be told; nothing where it only sends to Readout. */
export function fieldsOf(kind: string): readonly SettingsField[] {
  return BY_NAME.get(kind) ?? []
}
