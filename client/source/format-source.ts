import type { SourceJson } from '#api/contract/source.ts'
import { formatAgo } from '#client/format/day.ts'

const KINDS: Record<string, string> = {
  lnd: 'LND',
  cln: 'Core Lightning',
  nwc: 'Nostr Wallet Connect',
  lnbits: 'LNbits',
  phoenixd: 'phoenixd',
  alby: 'Alby',
  btcpay: 'BTCPay Server',
  zaprite: 'Zaprite',
  nostr: 'Nostr',
  helipad: 'Helipad',
  webhook: 'a webhook of its own',
  file: 'a file',
  'lnd-file': 'a file of LND',
  'alby-file': 'a file of Alby',
  'lnbits-file': 'a file of LNbits',
  api: 'by the API',
  hand: 'by hand',
}

/** What kind of source it is, in words; a kind that is not known bears its own name. */
export function formatKind(kind: string): string {
  return KINDS[kind] ?? kind
}

/** How a source that is followed does, in a few words, and whether that is well. */
export function formatState(source: SourceJson): { words: string; tone: 'plain' | 'warn' | 'ok' } {
  const { state, history } = source
  if (state === 'failing') return { words: 'not connected', tone: 'warn' }
  if (state === 'paused') return { words: 'paused', tone: 'plain' }
  if (state === 'connected' && history)
    return { words: `reading its history, ${formatPart(history.listed, history.to_list)}`, tone: 'ok' }
  if (state === 'connected') return { words: 'connected', tone: 'ok' }
  if (state === 'connecting') return { words: 'connecting', tone: 'plain' }
  return { words: 'about to begin', tone: 'plain' }
}

type Relays = NonNullable<SourceJson['relays']>

/** How many relays are connected. */
export function formatRelays(relays: Relays): string {
  const connected = relays.filter(({ state }) => state === 'connected').length
  if (connected === relays.length)
    return relays.length === 1 ? 'The relay is connected' : `All ${relays.length} relays are connected`
  return `${connected} of ${relays.length} relays ${connected === 1 ? 'is' : 'are'} connected`
}

/** How one relay does. */
export function formatRelay({ state, problem, found, seen_at }: Relays[number], now = new Date()): string {
  const parts = [
    state === 'connected'
      ? seen_at === null
        ? 'reading its past'
        : 'connected'
      : state === 'failing'
        ? (problem ?? 'not connected').replace(/\.$/, '')
        : 'connecting',
  ]
  if (state === 'failing' && seen_at) parts.push(`last read ${lower(formatAgo(seen_at, now))}`)
  if (found) parts.push('where boosters write')
  return parts.join(' · ')
}

/** When it last reported and was heard of, in one line. */
export function formatContact(source: SourceJson, now = new Date()): string {
  const { payment_at, contact_at, lag_ms, connected, state, wallet } = source
  if (wallet === null)
    return contact_at ? `Last heard of ${lower(formatAgo(contact_at, now))}` : 'Nothing heard yet'
  const parts = [payment_at ? `Last payment ${lower(formatAgo(payment_at, now))}` : 'No payment yet']
  if (lag_ms !== null) parts.push(`seen ${formatSeconds(lag_ms)} after it settled`)
  if (connected && contact_at && state !== 'paused')
    parts.push(`wallet last heard of ${lower(formatAgo(contact_at, now))}`)
  return parts.join(' · ')
}

function formatPart(listed: number, toList: number): string {
  if (toList <= 0) return '0 %'
  return `${Math.min(99, Math.floor((listed / toList) * 100))} %`
}

function formatSeconds(milliseconds: number): string {
  const seconds = milliseconds / 1000
  if (seconds < 1) return 'less than a second'
  if (seconds < 90) return seconds < 1.5 ? 'a second' : `${Math.round(seconds)} seconds`
  const minutes = Math.round(seconds / 60)
  if (minutes < 90) return `${minutes} minutes`
  return `${Math.round(minutes / 60)} hours`
}

/** `Today` within a sentence. */
function lower(words: string): string {
  return /^(Today|Yesterday)$/.test(words) ? words.toLowerCase() : words
}
