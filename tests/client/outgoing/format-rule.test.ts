import { describe, expect, it } from 'vitest'
import { formatRule, formatTried } from '#client/outgoing/rule/format-rule.ts'

const anything = {
  action: null,
  min_sats: null,
  max_sats: null,
  app: null,
  from: null,
  words: null,
  first: false,
  remote: null,
  counts: 'boosts',
  every: 1000,
  hours: 1,
} as const
const rule = {
  event: 'arrived',
  show: { slug: 'lup', title: 'LINUX Unplugged' },
  condition: anything,
  way: 'Discord',
} as const

describe('a rule is a sentence', () => {
  it.each([
    [{ ...rule, event: 'goal' }, 'When LINUX Unplugged reaches a goal, tell Discord.'],
    [
      { ...rule, event: 'round', condition: { ...anything, every: 1_000_000, counts: 'sats' } },
      'When LINUX Unplugged comes to another 1,000,000 sats, tell Discord.',
    ],
    [
      { ...rule, event: 'silent', show: null, condition: { ...anything, hours: 2 } },
      'When a wallet was not heard for 2 hours, tell Discord.',
    ],
    [
      { ...rule, event: 'proven', condition: { ...anything, remote: 'theirs' } },
      'When a boost during another’s music for LINUX Unplugged was reported and is received now, tell Discord.',
    ],
    [rule, 'When a boost comes to LINUX Unplugged, tell Discord.'],
    [
      { ...rule, condition: { ...anything, min_sats: 10_000 } },
      'When a boost of at least 10,000 sats comes to LINUX Unplugged, tell Discord.',
    ],
    [
      { ...rule, show: null, condition: { ...anything, first: true, max_sats: 500, app: 'Fountain' } },
      'When somebody’s first boost of at most 500 sats with Fountain comes to any show, tell Discord.',
    ],
    [
      { ...rule, event: 'read', condition: { ...anything, from: 'Gene', words: 'hello' } },
      'When a boost by Gene saying “hello” for LINUX Unplugged was read on air, tell Discord.',
    ],
    [
      {
        ...rule,
        event: 'reported',
        show: null,
        condition: { ...anything, action: 'auto', min_sats: 1, max_sats: 2 },
      },
      'When a scheduled boost of 1 to 2 sats for any show is reported and not received yet, tell Discord.',
    ],
  ] as const)('%#', (given, words) => {
    expect(formatRule(given)).toBe(words)
  })

  it('says how often it would have told', () => {
    expect([0, 1, 12].map(formatTried)).toEqual([
      'In the last 30 days it would not have told of anything.',
      'In the last 30 days it would have told once.',
      'In the last 30 days it would have told 12 times.',
    ])
  })
})
