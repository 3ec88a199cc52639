import { beforeAll, describe, expect, it } from 'vitest'
import { insertReply } from '#tests/helper/insert-reply.ts'
import { recordBoost } from '#tests/helper/record-payments.ts'
import { shareService } from '#tests/helper/share-service.ts'

const service = shareService()
let answered: string
let failed: string
let open: string

beforeAll(async () => {
  answered = await recordBoost(service.ctx.db)
  failed = await recordBoost(service.ctx.db)
  open = await recordBoost(service.ctx.db)
  await reply(answered, 'sent', { amount_msat: 100_000, fee_msat: 1_500 })
  await reply(answered, 'failed', { amount_msat: 50_000 })
  await reply(failed, 'failed', { amount_msat: 70_000 })
  // Of the month after.
  await reply(open, 'sent', { amount_msat: 9_000, fee_msat: 0, at: '2026-06-03T12:00:00Z' })
})

async function reply(
  boost_id: string,
  state: 'sent' | 'failed',
  { at = '2026-05-20T12:00:00Z', fee_msat = null as number | null, amount_msat = 0 },
) {
  const { db } = service.ctx
  const { id: show_id } = await db.selectFrom('shows').select('id').executeTakeFirstOrThrow()
  await insertReply(db, {
    boost_id,
    show_id,
    supporter_name: 'wine: bear',
    amount_msat,
    message: 'Thanks "you"',
    state,
    fee_msat,
    tried_at: new Date(at),
    settled_at: state === 'sent' ? new Date(at) : null,
  })
}

const MAY = 'from=2026-05-01&to=2026-05-31&show=linux-unplugged&currency=USD'

describe('a reply that was paid', () => {
  it.each([
    ['hledger', ['* Reply to wine bear', 'expenses:replies  100.000 SATS', 'expenses:fees  1.500 SATS']],
    [
      'ledger',
      ['* Reply to wine bear', 'expenses:replies  (unround(100 SATS))', '(unround(-1015 SATS / 10))'],
    ],
    ['beancount', ['"Reply to wine: bear" "Thanks \\"you\\""', 'Expenses:Replies  100.000 SATS']],
  ])('is an expense of the wallet for replies in a journal of %s, with its fee', async (profile, lines) => {
    const { text } = await service.ask('get', `/exports/payments.csv?profile=${profile}&${MAY}`)
    for (const line of lines) expect(text).toContain(line)
    expect(text.match(/Reply to/g)).toHaveLength(1)
  })

  it('is left out of a table of receipts, which says so with the sum', async () => {
    const { body } = await service.ask('get', `/exports/summary?profile=plain&${MAY}`)
    expect(body.left_out).toContainEqual({
      what: 'replies',
      count: 1,
      amount_msat: 101_500,
      fiat: [],
      value: null,
    })
    const { text } = await service.ask('get', `/exports/payments.csv?profile=gnucash&${MAY}`)
    expect(text).toContain('1 reply that was paid (101.500 sats)')
  })

  it('stands in the statement of its month, in none of the sums of what was received', async () => {
    const { body } = await service.ask('get', `/statements?${MAY}`)
    expect(body.replies).toEqual({ count: 1, amount_msat: 100_000, fee_msat: 1_500 })
    expect(body.total).toMatchObject({ count: 3, amount_msat: 3_000_000, fee_msat: 0 })
    const ofWallet = await service.ask('get', `/statements?${MAY}&wallet=node`)
    expect(ofWallet.body.replies).toBeUndefined()
    const { text } = await service.ask('get', `/statements/statement.md?${MAY}`)
    expect(text).toContain(
      'One reply was paid to listeners from the wallet for replies: 100.000 sats and 1.500 in fees',
    )
  })
})

describe('a boost', () => {
  it('is answered once a reply to it is on its way, and not where one failed', async () => {
    const { body } = await service.ask('get', '/replies/answered')
    expect(body.boost_ids.toSorted()).toEqual([answered, open].toSorted())
    const list = await service.ask('get', '/boosts?status=unanswered')
    expect(list.body.items.map(({ id }: { id: string }) => id)).toEqual([failed])
  })
})
