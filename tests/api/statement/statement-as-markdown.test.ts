import { describe, expect, it } from 'vitest'
import type { Statement } from '#api/contract/statement.ts'
import { statementAsMarkdown } from '#api/statement/statement-as-markdown.ts'

const LINE = {
  wallet: 'node',
  rail: 'keysend',
  before_msat: 0,
  count: 2,
  received_msat: 21_001,
  refunds_msat: -1,
  until_msat: 21_000,
  fee_msat: 0,
}
const PART = { count: 2, amount_msat: 21_000, value: '0.00000000', unpriced: 0 }

function statement(over: Partial<Statement> = {}): Statement {
  return {
    shows: null,
    from: '2026-10-01',
    to: '2026-10-31',
    tz: 'UTC',
    currency: 'USD',
    as_of: '2026-11-01T00:00:00Z',
    sats: [],
    fiat: [],
    boosts: PART,
    streams: PART,
    free: { count: 1 },
    total: { ...PART, fee_msat: 0, needs_look: 0, checksum: '0123456789abcdef' },
    ...over,
  }
}

describe('a statement as Markdown', () => {
  it.each([
    ['USD', '1.25500000', '1.26 USD'],
    ['USD', '-1.25499999', '-1.25 USD'],
    ['USD', '0.00499999', '0.00 USD'],
    ['USD', '99999999999999.99500000', '100000000000000.00 USD'],
    ['JPY', '1234.50000000', '1235 JPY'],
    ['KWD', '0.00050000', '0.001 KWD'],
  ])('rounds what was worth in %s %s to %s, as late as that', (currency, value, said) => {
    const text = statementAsMarkdown(statement({ currency, boosts: { ...PART, value } }))
    expect(text).toContain(`| Boosts | 2 | 21.000 | ${said} | 0 |`)
  })

  it('is exact to the millisatoshi, and says where no price is known', () => {
    const text = statementAsMarkdown(statement({ sats: [{ ...LINE, value: '0.00000000', unpriced: 2 }] }))
    expect(text).toContain('| node | keysend | 0.000 | 2 | 21.001 | -0.001 | 21.000 | 0.000 | no price |')
    expect(text).toContain('`0123456789abcdef`')
  })

  it('takes names for nothing but names', () => {
    const shows = [{ slug: 'x', title: '# <script> | *x* [a](javascript:b)\n\n- y' }]
    const [head] = statementAsMarkdown(statement({ shows })).split('\n')
    expect(head).toBe('# Statement: \\# \\<script\\> \\| \\*x\\* \\[a\\](javascript:b) - y')
  })
})
