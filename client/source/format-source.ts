import type { SourceJson } from '#api/contract/source.ts'
import { formatAgoInSentence } from '#client/format/day.ts'
import { t } from '#client/source/words.ts'

const KINDS: Record<string, string> = {
  lnd: 'LND',
  cln: 'Core Lightning',
  nwc: t('Nostr Wallet Connect'),
  lnbits: 'LNbits',
  phoenixd: 'phoenixd',
  alby: 'Alby',
  btcpay: 'BTCPay Server',
  zaprite: 'Zaprite',
  nostr: 'Nostr',
  helipad: 'Helipad',
  webhook: t('a webhook of its own'),
  file: t('a file'),
  'lnd-file': t('a file of LND'),
  'alby-file': t('a file of Alby'),
  'lnbits-file': t('a file of LNbits'),
  http: t('by the API'),
  // As demos had it that were loaded by an earlier version.
  api: t('by the API'),
  hand: t('by hand'),
}

/** What kind of source it is, in words; a kind that is not known bears its own name. */
export function formatKind(kind: string): string {
  return KINDS[kind] ?? kind
}

/** How a source that is followed does, in a few words, and whether that is well. */
export function formatState(source: SourceJson): { words: string; tone: 'plain' | 'warn' | 'ok' } {
  const { state, history } = source
  if (state === 'failing') return { words: t('not connected'), tone: 'warn' }
  if (state === 'paused') return { words: t('paused'), tone: 'plain' }
  if (state === 'connected' && history)
    return {
      words: t('reading its history, {part}', { part: formatPart(history.listed, history.to_list) }),
      tone: 'ok',
    }
  if (state === 'connected') return { words: t('connected'), tone: 'ok' }
  if (state === 'connecting') return { words: t('connecting'), tone: 'plain' }
  return { words: t('about to begin'), tone: 'plain' }
}

type Relays = NonNullable<SourceJson['relays']>

/** How many relays are connected. */
export function formatRelays(relays: Relays): string {
  const connected = relays.filter(({ state }) => state === 'connected').length
  if (connected === relays.length)
    return relays.length === 1
      ? t('The relay is connected')
      : t('All {count} relays are connected', { count: relays.length })
  return t('{connected, plural, one {# of {count} relays is} other {# of {count} relays are}} connected', {
    connected,
    count: relays.length,
  })
}

/** How one relay does; what is wrong with it is said beside. */
export function formatRelay({ state, found, seen_at }: Relays[number], now = new Date()): string {
  const parts = [
    state === 'connected'
      ? seen_at === null
        ? t('reading its past')
        : t('connected')
      : state === 'failing'
        ? t('not connected')
        : t('connecting'),
  ]
  if (state === 'failing' && seen_at)
    parts.push(t('last read {ago}', { ago: formatAgoInSentence(seen_at, now) }))
  if (found) parts.push(t('where boosters write'))
  return parts.join(' · ')
}

/** When it last reported and was heard of, in one line. */
export function formatContact(source: SourceJson, now = new Date()): string {
  const { payment_at, contact_at, lag_ms, connected, state, wallet } = source
  if (wallet === null)
    return contact_at
      ? t('Last heard of {ago}', { ago: formatAgoInSentence(contact_at, now) })
      : t('Nothing heard yet')
  const parts = [
    payment_at ? t('Last payment {ago}', { ago: formatAgoInSentence(payment_at, now) }) : t('No payment yet'),
  ]
  if (lag_ms !== null) parts.push(t('seen {seconds} after it settled', { seconds: formatSeconds(lag_ms) }))
  if (connected && contact_at && state !== 'paused')
    parts.push(t('wallet last heard of {ago}', { ago: formatAgoInSentence(contact_at, now) }))
  return parts.join(' · ')
}

function formatPart(listed: number, toList: number): string {
  if (toList <= 0) return '0 %'
  return `${Math.min(99, Math.floor((listed / toList) * 100))} %`
}

function formatSeconds(milliseconds: number): string {
  const seconds = milliseconds / 1000
  if (seconds < 1) return t('less than a second')
  if (seconds < 90)
    return seconds < 1.5 ? t('a second') : t('{round} seconds', { round: Math.round(seconds) })
  const minutes = Math.round(seconds / 60)
  if (minutes < 90) return t('{minutes} minutes', { minutes })
  return t('{round} hours', { round: Math.round(minutes / 60) })
}
