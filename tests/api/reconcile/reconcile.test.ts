import request from 'supertest'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createApp } from '#api/app.ts'
import type {
  Difference,
  Differences,
  Figures,
  ReconcileOverview,
  WalletList,
} from '#api/contract/reconcile.ts'
import type { Statement } from '#api/contract/statement.ts'
import { recordReports } from '#api/intake/record-reports.ts'
import { sealSettings } from '#api/source/connection/settings.ts'
import { phoenixd } from '#api/source/phoenixd/phoenixd.ts'
import { type Credential, keyCredential } from '#tests/helper/credential.ts'
import { insertReply } from '#tests/helper/insert-reply.ts'
import { makeEntry } from '#tests/helper/make-entry.ts'
import {
  type FakePhoenixd,
  makePhoenixdPayment,
  startFakePhoenixd,
} from '#tests/helper/phoenixd/fake-phoenixd.ts'
import { shareDatabase } from '#tests/helper/share-database.ts'
import type { TestContext } from '#tests/helper/test-context.ts'

const makeContext = shareDatabase()
const OCTOBER = { from: '2026-10-01', to: '2026-10-31' }

let ctx: TestContext
let admin: Credential
let wallet: FakePhoenixd
beforeAll(async () => {
  wallet = await startFakePhoenixd()
})
afterAll(() => wallet.close())
beforeEach(async () => {
  ctx = await makeContext({ now: () => new Date('2026-12-15T00:00:00Z') })
  admin = await keyCredential(ctx, ['admin'])
  wallet.payments.length = 0
  wallet.behaviour.status = null
  await recordReports(ctx.db, [
    makeEntry({ source: 'phoenix', id: 'before', settled_at: '2026-01-01T00:00:00Z' }),
  ])
  await ctx.db.updateTable('shows').set({ status: 'kept' }).execute()
  const show = await ctx.db.selectFrom('shows').select('id').executeTakeFirstOrThrow()
  await ctx.db.updateTable('wallets').set({ whose: 'show', show_id: show.id }).execute()
  const source = await ctx.db
    .updateTable('sources')
    .set({ kind: 'phoenixd' })
    .returning('id')
    .executeTakeFirstOrThrow()
  const { settings, secrets } = sealSettings(ctx.secrets, phoenixd, 'phoenix', wallet.settings)
  await ctx.db
    .insertInto('connections')
    .values({ source_id: source.id, settings: JSON.stringify(settings), secrets })
    .execute()
})

async function send(method: 'get' | 'post' | 'delete' | 'patch', path: string, body?: object) {
  return await request(createApp(ctx))[method](`/api/v1${path}`).set(admin).send(body)
}
async function ask(...given: Parameters<typeof send>) {
  const answer = await send(...given)
  expect(answer.status, answer.text).toBeLessThan(300)
  return answer.body
}

/** The wallet has it, at noon of a day of October. */
function receive(day: number, sats: number) {
  const at = Date.UTC(2026, 9, day, 12)
  const payment = makePhoenixdPayment(day, {
    completedAt: at,
    createdAt: at,
    receivedSat: sats,
    requestedSat: sats,
  })
  wallet.payments.push(payment)
  return payment
}

/** The books have it, as the wallet reported it once. */
async function record(
  { paymentHash, completedAt, receivedSat }: ReturnType<typeof receive>,
  sats = receivedSat,
) {
  const settled_at = new Date(completedAt).toISOString()
  await recordReports(ctx.db, [
    makeEntry({
      source: 'phoenix',
      id: paymentHash,
      payment_hash: paymentHash,
      settled_at,
      amount_msat: sats * 1000,
    }),
  ])
}

/** Readout paid it out of a wallet; null: out of one that is not known to be followed. */
async function reply(wallet_id: number | null, at: string, amount_msat: number, fee_msat: number) {
  await insertReply(ctx.db, {
    wallet_id,
    amount_msat,
    fee_msat,
    tried_at: new Date(at),
    settled_at: new Date(at),
  })
}

async function compareNow(): Promise<Differences & { figures: Figures }> {
  const held = Promise.withResolvers<void>()
  wallet.behaviour.held = held.promise
  const list: WalletList = await ask('post', '/reconciliations', { wallet: 'phoenix', ...OCTOBER })
  expect(list).toMatchObject({ state: 'reading', source: 'phoenix', asked_by: expect.any(String) })
  held.resolve()
  await ctx.walletLists.idle()
  return await ask('get', `/reconciliations/${list.id}`)
}

const told = ({ kind, there, here }: Difference) => [
  kind,
  there?.amount_msat ?? null,
  here?.amount_msat ?? null,
]

describe('comparing with a wallet that is asked', () => {
  it('finds and solves what was missed, what it does not have, and what differs, until nothing is open', async () => {
    await record(receive(3, 100))
    const missed = receive(4, 200)
    const other = receive(5, 300)
    await record(other, 350)
    const gone = receive(6, 400)
    await record(gone)
    wallet.payments.pop()

    const { list, figures, items } = await compareNow()
    expect(list).toMatchObject({ state: 'read', listed: 3, unread: 0, balance_msat: 21_000_000 })
    expect(figures).toMatchObject({
      there: { count: 3, amount_msat: 600_000 },
      here: { count: 3, amount_msat: 850_000 },
      matched: { count: 1, amount_msat: 100_000 },
      open: 3,
    })
    expect(items.map(told)).toEqual([
      ['only_there', 200_000, null],
      ['differs', 300_000, 350_000],
      ['only_here', null, 400_000],
    ])

    await ask('post', `/reconciliations/${list.id}/record`, {})
    await ask('post', `/reconciliations/${list.id}/record`, { keys: [`there:${other.paymentHash}`] })
    const here = items.find(({ kind }) => kind === 'only_here')?.here
    await ask('patch', `/payments/${here?.payment_id}`, { set_aside: true })

    const solved: Differences = await ask('get', `/reconciliations/${list.id}`)
    expect(solved.items).toEqual([])
    expect(solved.figures).toMatchObject({ open: 0, matched: { count: 3, amount_msat: 600_000 } })
    const [added] = (await ask('get', '/payments?limit=10')).items.filter(
      ({ amount_msat }: { amount_msat: number }) => amount_msat === 200_000,
    )
    expect(added).toMatchObject({ wallet: 'phoenix', settled_at: new Date(missed.completedAt).toISOString() })
    expect(await ask('get', '/needs-look')).toMatchObject({ payments: 0 })
  })

  it('takes an explanation for a difference as long as that is what it was', async () => {
    const payment = receive(3, 100)
    await record(payment, 150)
    const { list, items } = await compareNow()
    const key = items[0]?.key ?? ''
    await ask('post', `/reconciliations/${list.id}/explain`, { key, words: 'A channel was opened with it' })
    const explained: Differences = await ask('get', `/reconciliations/${list.id}`)
    expect(explained.figures).toMatchObject({ open: 0, explained: 1 })
    expect(explained.items[0]?.explained?.words).toBe('A channel was opened with it')

    await ctx.db
      .updateTable('payments')
      .set({ amount_msat: 151_000 })
      .where('ref', '=', payment.paymentHash)
      .execute()
    expect((await ask('get', `/reconciliations/${list.id}`)).figures).toMatchObject({ open: 1, explained: 0 })
  })

  it('says why it could not be asked, and leaves the books alone', async () => {
    wallet.behaviour.status = 500
    const list: WalletList = await ask('post', '/reconciliations', { wallet: 'phoenix', ...OCTOBER })
    await ctx.walletLists.idle()
    const { items }: ReconcileOverview = await ask('get', '/reconciliations?from=2026-10-01&to=2026-10-31')
    expect(items[0]).toMatchObject({ wallet: 'phoenix', sources: ['phoenix'], figures: null })
    expect(items[0]?.list).toMatchObject({
      id: list.id,
      state: 'failed',
      problem: expect.stringMatching(/phoenixd/),
    })
    const nobody = await send('post', '/reconciliations', { wallet: 'nobody', ...OCTOBER })
    expect(nobody.status).toBe(404)
  })
})

describe('a file that is given', () => {
  it('may call its payments as anything', async () => {
    const ids = ['constructor', '__proto__', 'toString', 'plain']
    const lines = ids.map((id, n) => ({
      ...{ source: 'elsewhere', id, settled_at: '2026-10-09T12:00:00Z' },
      amount_msat: 1_000 * (n + 1),
    }))
    const answer = await request(createApp(ctx))
      .post('/api/v1/reconciliations/file?wallet=phoenix&from=2026-10-01&to=2026-10-31&name=list.ndjson')
      .set(admin)
      .set('Content-Type', 'application/octet-stream')
      .send(Buffer.from(lines.map((each) => JSON.stringify(each)).join('\n')))
    await ctx.walletLists.idle()
    await ask('post', `/reconciliations/${answer.body.id}/record`, {})
    expect((await ask('get', `/reconciliations/${answer.body.id}`)).figures).toMatchObject({
      open: 0,
      matched: { count: ids.length },
    })
  })

  it('is compared like the wallet itself, and not kept', async () => {
    await record(receive(3, 100))
    const line = { source: 'elsewhere', id: 'x1', settled_at: '2026-10-09T12:00:00Z', amount_msat: 7_000 }
    const known = wallet.payments[0]
    const lines = [
      {
        ...line,
        id: known?.paymentHash,
        payment_hash: known?.paymentHash,
        settled_at: '2026-10-03T12:00:00Z',
        amount_msat: 100_000,
      },
      line,
      { ...line, id: 'of November', settled_at: '2026-11-01T00:00:00Z' },
    ]
    const answer = await request(createApp(ctx))
      .post('/api/v1/reconciliations/file?wallet=phoenix&from=2026-10-01&to=2026-10-31&name=list.ndjson')
      .set(admin)
      .set('Content-Type', 'application/octet-stream')
      .send(Buffer.from(lines.map((each) => JSON.stringify(each)).join('\n')))
    expect(answer.status, answer.text).toBe(202)
    await ctx.walletLists.idle()
    const { list, figures, items }: Differences = await ask('get', `/reconciliations/${answer.body.id}`)
    expect(list).toMatchObject({ state: 'read', file: 'list.ndjson', source: null, listed: 3 })
    expect(figures).toMatchObject({ there: { count: 2 }, matched: { count: 1 }, open: 1 })
    expect(items.map(told)).toEqual([['only_there', 7_000, null]])
    await ask('post', `/reconciliations/${list.id}/record`, {})
    expect((await ask('get', `/reconciliations/${list.id}`)).figures).toMatchObject({
      open: 0,
      matched: { count: 2 },
    })
  })
})

describe('a month that is closed reconciled', () => {
  it('is refused in words until every wallet was asked and nothing is open, and keeps the figures', async () => {
    await record(receive(3, 100))
    receive(4, 200)
    const close = () => send('post', '/months', { month: '2026-10', reconciled: true })
    const unasked = await close()
    expect([unasked.status, unasked.body.detail]).toEqual([
      409,
      expect.stringMatching(/^phoenix was not asked/),
    ])
    const { list } = await compareNow()
    const open = await close()
    expect([open.status, open.body.detail]).toEqual([409, expect.stringMatching(/differ in one payment/)])
    await ask('post', `/reconciliations/${list.id}/explain`, {
      key: `there:${wallet.payments[1]?.paymentHash}`,
      words: 'A refund of the hoster',
    })
    const { statement }: { statement: Statement } = (await close()).body
    expect(statement.reconciled).toMatchObject([
      {
        wallet: 'phoenix',
        source: 'phoenix',
        balance_msat: 21_000_000,
        figures: {
          there: { amount_msat: 300_000 },
          matched: { amount_msat: 100_000 },
          open: 0,
          explained: 1,
        },
        explained: [{ kind: 'only_there', amount_msat: 200_000, words: 'A refund of the hoster' }],
      },
    ])
    const { items } = await ask('get', '/months/table')
    expect(items.find(({ month }: { month: string }) => month === '2026-10').closed).toMatchObject({
      reconciled: true,
    })
    const text = await send('get', '/statements/statement.pdf?from=2026-10-01&to=2026-10-31')
    expect(text.status).toBe(200)
  })

  it('accounts for what the wallet holds, from what it held before, and names what nobody knows of', async () => {
    const walletId = await ctx.db.selectFrom('wallets').select('id').executeTakeFirstOrThrow()
    await ctx.db
      .insertInto('wallet_balances')
      .values([
        { wallet_id: walletId.id, told_at: new Date('2026-05-02T00:00:00Z'), balance_msat: 3 },
        { wallet_id: walletId.id, told_at: new Date('2026-10-02T00:00:00Z'), balance_msat: 20_000_000 },
      ])
      .execute()
    await record(receive(1, 7))
    await record(receive(3, 1_500))
    await ask('post', '/payouts', {
      wallet: 'phoenix',
      day: '2026-10-20',
      currency: null,
      amount: 400_000,
      fee: 1_000,
    })
    await reply(walletId.id, '2026-10-01T23:59:59Z', 1_000_000, 9)
    await reply(walletId.id, '2026-10-02T00:00:00Z', 70_000, 1_234)
    await reply(walletId.id, '2026-11-20T00:00:00Z', 20_000, 1)
    await reply(null, '2026-10-05T00:00:00Z', 5_000, 17)
    await compareNow()
    const { items } = await ask('get', '/reconciliations?from=2026-10-01&to=2026-10-31')
    expect(items[0].balance).toEqual({
      opening_at: '2026-10-02T00:00:00.000Z',
      opening_msat: 20_000_000,
      received_msat: 1_500_000,
      refunds_msat: 0,
      fee_msat: 0,
      paid_out_msat: 401_000,
      replies_msat: 91_235,
      replies_elsewhere_msat: 5_017,
      closing_at: '2026-12-15T00:00:00.000Z',
      closing_msat: 21_000_000,
      unexplained_msat: -7_765,
    })
  })
})
