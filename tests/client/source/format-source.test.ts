import { describe, expect, it } from 'vitest'
import type { SourceJson } from '#api/contract/source.ts'
import { nostrSettingsSchema } from '#api/source/nostr/settings.ts'
import {
  formatContact,
  formatKind,
  formatRelay,
  formatRelays,
  formatState,
} from '#client/source/format-source.ts'
import { DEFAULT_RELAYS } from '#client/source/settings/default-relays.ts'

const NOW = new Date('2026-11-25T12:00:00Z')

function makeSource(parts: Partial<SourceJson> = {}): SourceJson {
  return {
    name: 'my-node',
    kind: 'lnd',
    wallet: 'my-node',
    whose: 'show',
    show: null,
    demo: false,
    connected: true,
    state: 'connected',
    state_since: NOW.toISOString(),
    problem: null,
    next_step: null,
    contact_at: '2026-11-25T11:59:50Z',
    payment_at: '2026-11-25T11:40:00Z',
    lag_ms: 320,
    history: null,
    unread: 0,
    unread_problem: null,
    network: null,
    count_test_money: false,
    untimed: false,
    webhook: null,
    settings: {},
    relays: null,
    ...parts,
  }
}

describe('what is said of a source', () => {
  it.each([
    [{}, 'connected', 'ok'],
    [{ history: { listed: 450, to_list: 1000 } }, 'reading its history, 45 %', 'ok'],
    [{ history: { listed: 1000, to_list: 1000 } }, 'reading its history, 99 %', 'ok'],
    [{ history: { listed: 0, to_list: 0 } }, 'reading its history, 0 %', 'ok'],
    [{ state: 'failing' as const }, 'not connected', 'warn'],
    [{ state: 'paused' as const }, 'paused', 'plain'],
    [{ state: 'connecting' as const }, 'connecting', 'plain'],
    [{ state: 'waiting' as const }, 'about to begin', 'plain'],
  ])('its state: %o is %s', (parts, words, tone) => {
    expect(formatState(makeSource(parts))).toEqual({ words, tone })
  })

  it('when it last reported, and how soon', () => {
    expect(formatContact(makeSource(), NOW)).toBe(
      'Last payment 20 minutes ago · seen less than a second after it settled · wallet last heard of just now',
    )
    expect(formatContact(makeSource({ payment_at: null, lag_ms: null, contact_at: null }), NOW)).toBe(
      'No payment yet',
    )
    expect(formatContact(makeSource({ lag_ms: 42_000, state: 'paused' }), NOW)).toBe(
      'Last payment 20 minutes ago · seen 42 seconds after it settled',
    )
  })

  it('its kind, in words where there are some', () => {
    expect(formatKind('nwc')).toBe('Nostr Wallet Connect')
    expect(formatKind('something')).toBe('something')
  })
})

describe('what is said of relays', () => {
  const relay = {
    url: 'wss://relay.example',
    found: false,
    state: 'connected' as const,
    problem: null,
    seen_at: NOW.toISOString(),
  }
  const gone = { ...relay, state: 'failing' as const, problem: 'It cannot be reached.' }

  it.each([
    [[relay], 'The relay is connected'],
    [[relay, relay], 'All 2 relays are connected'],
    [[relay, gone], '1 of 2 relays is connected'],
    [[gone], '0 of 1 relays are connected'],
  ])('is how many are connected', (relays, words) => {
    expect(formatRelays(relays)).toBe(words)
  })

  it.each([
    [relay, 'connected'],
    [{ ...relay, seen_at: null, found: true }, 'reading its past · where boosters write'],
    [gone, 'not connected · last read just now'],
    [{ ...relay, state: 'connecting' as const }, 'connecting'],
  ])('is how one does', (each, words) => {
    expect(formatRelay(each, NOW)).toBe(words)
  })

  it('is of the relays that the service follows by itself', () => {
    expect(DEFAULT_RELAYS).toEqual(nostrSettingsSchema.parse({}).relays)
  })
})
