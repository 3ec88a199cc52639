import { describe, expect, it } from 'vitest'
import type { SourceJson } from '#api/contract/source.ts'
import { formatContact, formatKind, formatState } from '#client/source/format-source.ts'

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
    settings: {},
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
