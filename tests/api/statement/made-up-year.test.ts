import { Uint8ArrayReader, Uint8ArrayWriter, ZipReader } from '@zip.js/zip.js'
import request from 'supertest'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createApp } from '#api/app.ts'
import { PROFILES } from '#api/contract/export.ts'
import type { PayoutJson } from '#api/contract/payout.ts'
import type { Differences, ReconcileOverview } from '#api/contract/reconcile.ts'
import type { ClosedMonth, Statement } from '#api/contract/statement.ts'
import { recordReports } from '#api/intake/record-reports.ts'
import { type Credential, keyCredential } from '#tests/helper/credential.ts'
import { hashOf, makeEntry } from '#tests/helper/make-entry.ts'
import { createTestContext, type TestContext } from '#tests/helper/test-context.ts'

/** What happened to the money, whatever Readout was told of it. */
type Happened = {
  wallet: string
  id: string
  settled_at: string
  amount_msat?: number
  fee_msat?: number
  fiat?: { amount_minor: number; fee_minor: number; currency: string }
  payment_hash?: string
  rail: string
  refund_of?: string
  boostagram?: object
}

let now = new Date('2026-01-01T00:00:00Z')
let ctx: TestContext
let admin: Credential
beforeAll(async () => {
  ctx = await createTestContext({ now: () => now })
  admin = await keyCredential(ctx, ['admin'])
})
afterAll(() => ctx.close())

async function ask(method: 'get' | 'post' | 'patch', path: string, body?: object) {
  const answer = await request(createApp(ctx))[method](`/api/v1${path}`).set(admin).send(body)
  expect(answer.status, `${path}: ${answer.text}`).toBeLessThan(300)
  return answer.body
}

const truth: Happened[] = []
let count = 0

/** Something comes to a wallet. @param isTold whether Readout hears of it */
async function happen(one: Omit<Happened, 'id'> & { id?: string }, isTold = true): Promise<void> {
  count++
  const happened = { id: `${one.wallet} ${count}`, ...one }
  truth.push(happened)
  if (isTold) await record(happened)
}

async function record({ wallet, ...one }: Happened, over: object = {}): Promise<void> {
  const boostagram = { podcast: 'Kill Show', message: `Message ${count}`, ...one.boostagram }
  const money = one.fiat || one.rail === 'free' ? { amount_msat: undefined } : {}
  await recordReports(ctx.db, [makeEntry({ source: wallet, wallet, ...one, ...money, boostagram, ...over })])
}

/** A month as a show has them, each with something of its own. */
async function live(month: number): Promise<void> {
  const at = (day: number) =>
    `2026-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}T12:00:00Z`
  const sats = (day: number, amount_msat: number, more: Partial<Happened> = {}, isTold = true) =>
    happen(
      {
        wallet: 'node',
        settled_at: at(day),
        amount_msat,
        payment_hash: hashOf(count + 1),
        rail: 'keysend',
        ...more,
      },
      isTold,
    )
  const card = (day: number, minor: number, fee: number, more: Partial<Happened> = {}) =>
    happen({
      wallet: 'cards',
      settled_at: at(day),
      fiat: { amount_minor: minor, fee_minor: fee, currency: 'USD' },
      rail: 'card',
      ...more,
    })
  await sats(3, 1_000_000 + month * 1_001)
  await sats(4, 37_007, { boostagram: { action: 'stream' } })
  await sats(5, 500_000, { rail: 'bolt11' })
  await card(6, 500 + month, 45)
  // A webhook that never came.
  if (month === 2) await sats(7, 210_003, {}, false)
  if (month === 3) await card(8, 12_345, 100, { rail: 'ach' })
  if (month === 4)
    await happen({
      wallet: 'shop',
      settled_at: at(9),
      amount_msat: 4_000_000,
      fee_msat: 12_345,
      rail: 'onchain',
    })
  if (month === 5) await happen({ wallet: 'members', settled_at: at(10), rail: 'free' })
  if (month === 6) await card(11, -506, 0, { refund_of: cardOf(6) })
  // One more report of the same payment, by what knows neither its hash nor the wallet's id of it.
  const last = truth.findLast(({ rail }) => rail === 'bolt11')
  if (month === 7 && last) await record(last, { source: 'old tracker', id: 'x-7', payment_hash: undefined })
  if (month % 3 === 0) await payOut(month)
}

const cardOf = (month: number) =>
  truth.find(({ wallet, fiat }) => wallet === 'cards' && fiat?.amount_minor === 500 + month)?.id ?? ''

/** A quarter's cards, to the cent. */
async function payOut(month: number): Promise<void> {
  const from = `2026-${String(month - 2).padStart(2, '0')}`
  const quarter = truth.filter(({ fiat, settled_at }) => fiat && settled_at >= from)
  const net = quarter.reduce((sum, { fiat }) => sum + (fiat?.amount_minor ?? 0) - (fiat?.fee_minor ?? 0), 0)
  const day = `2026-${String(month).padStart(2, '0')}-28`
  await ask('post', '/payouts', { wallet: 'cards', day, currency: 'USD', amount: net - 25, fee: 25 })
}

/** Gives each wallet's own list, and solves what differs. @returns what was to be solved, by kind */
async function reconcile(from: string, to: string): Promise<string[]> {
  const solved: string[] = []
  for (const wallet of new Set(truth.map((one) => one.wallet))) {
    const own = truth.filter((one) => one.wallet === wallet && one.rail !== 'free')
    if (own.length === 0) continue
    const lines = own.map(({ boostagram, ...one }) =>
      JSON.stringify({ source: wallet, ...one, boostagram: { podcast: 'Kill Show', ...boostagram } }),
    )
    const answer = await request(createApp(ctx))
      .post(`/api/v1/reconciliations/file?wallet=${wallet}&from=${from}&to=${to}`)
      .set(admin)
      .set('Content-Type', 'application/octet-stream')
      .send(Buffer.from(lines.join('\n')))
    expect(answer.status, answer.text).toBe(202)
    await ctx.walletLists.idle()
    const { list, items }: Differences = await ask('get', `/reconciliations/${answer.body.id}`)
    expect(list.state, list.problem ?? '').toBe('read')
    for (const { kind, here } of items) {
      solved.push(`${wallet} ${from.slice(0, 7)} ${kind}`)
      if (kind === 'only_there') await ask('post', `/reconciliations/${list.id}/record`, {})
      if (kind === 'only_here') await ask('patch', `/payments/${here?.payment_id}`, { set_aside: true })
    }
  }
  const { items }: ReconcileOverview = await ask('get', `/reconciliations?from=${from}&to=${to}`)
  expect(items.map(({ figures }) => figures?.open ?? 0)).toEqual(items.map(() => 0))
  return solved
}

const sum = (numbers: number[]) => numbers.reduce((all, one) => all + one, 0)
const fiatOf = ({ fiat }: Statement) => sum(fiat.map((line) => line.received_minor + line.refunds_minor))

describe('a made-up year', () => {
  it('is closed month by month, each compared with every wallet, and comes to the msat and the cent', async () => {
    const solved: string[] = []
    const closed: ClosedMonth[] = []
    for (let month = 1; month <= 12; month++) {
      const name = `2026-${String(month).padStart(2, '0')}`
      await live(month)
      if (month === 1) await ctx.db.updateTable('shows').set({ status: 'kept' }).execute()
      const last = new Date(Date.UTC(2026, month, 0))
      now = new Date(last.getTime() + 36 * 3600 * 1000)
      const day = last.toISOString().slice(0, 10)
      solved.push(...(await reconcile(`${name}-01`, day)))
      closed.push(await ask('post', '/months', { month: name, reconciled: true }))
      // A split of August that its node had held, and let go only in September.
      if (month === 8)
        await happen({
          wallet: 'node',
          settled_at: '2026-08-31T23:59:59Z',
          amount_msat: 99_001,
          payment_hash: hashOf(9_999),
          rail: 'keysend',
        })
    }
    expect(solved).toEqual(['node 2026-02 only_there', 'node 2026-07 only_here'])

    const statements = closed.map(({ statement }) => statement)
    const adjustments = statements.flatMap((one) => one.adjustments ?? [])
    expect(adjustments).toMatchObject([{ month: '2026-08', count: 1, amount_msat: 99_001 }])
    expect(statements[8]?.adjustments).toEqual(adjustments)
    const msat = sum(truth.map(({ amount_msat = 0 }) => amount_msat))
    const cents = sum(truth.map(({ fiat }) => fiat?.amount_minor ?? 0))
    expect(
      sum([
        ...statements.map(({ total }) => total.amount_msat),
        ...adjustments.map((one) => one.amount_msat),
      ]),
    ).toBe(msat)
    expect(sum(statements.map(fiatOf))).toBe(cents)
    for (const { reconciled = [] } of statements)
      expect(
        reconciled.map(({ figures }) => [
          figures.open,
          figures.there.amount_msat - figures.left_out.amount_msat,
        ]),
      ).toEqual(reconciled.map(({ figures }) => [0, figures.here.amount_msat]))

    // The books as a whole say the same, and so does every payout.
    const year: Statement = await ask('get', '/statements?from=2026-01-01&to=2026-12-31')
    expect([year.total.amount_msat, fiatOf(year), year.free.count]).toEqual([msat, cents, 1])
    expect(year.total.fee_msat).toBe(12_345)
    const { items: payouts }: { items: PayoutJson[] } = await ask('get', '/payouts')
    expect(payouts.map(({ difference, receipts }) => [difference, receipts.count])).toEqual(
      [3, 3, 4, 4].map((count) => [0, count]),
    )
    expect(year.payouts).toEqual([
      expect.objectContaining({ wallet: 'cards', currency: 'USD', count: 4, fee: 100, held: 0 }),
    ])
  })

  it('is in the file of each program, or said to be left out of it, with what it comes to', async () => {
    const query = 'from=2026-01-01&to=2026-12-31&currency=USD'
    await ask('post', '/rates/import', { csv: yearOfPrices(), source: 'made up' })
    for (const profile of PROFILES) {
      const { left_out } = await ask('get', `/exports/summary?${query}&profile=${profile}`)
      const names = left_out.map(({ what }: { what: string }) => what)
      const isJournal = ['hledger', 'ledger', 'beancount'].includes(profile)
      expect(names.includes('payouts'), profile).toBe(!isJournal)
      expect(names.includes('unpriced'), profile).toBe(false)
      const { text, status } = await request(createApp(ctx))
        .get(`/api/v1/exports/payments.csv?${query}&profile=${profile}`)
        .set(admin)
      expect(status, profile).toBe(200)
      if (isJournal) expect(text.match(/[Aa]ssets:[Bb]ank/g), profile).toHaveLength(4)
    }
  })

  it('is packed of one reading as each month is by itself, also where no month is closed', async () => {
    const zone = 'tz=America/Los_Angeles&currency=EUR'
    const files = await unpackYear(`year=2026&${zone}&journal=beancount`)
    for (let month = 1; month <= 12; month++) {
      const name = `2026-${String(month).padStart(2, '0')}`
      const last = new Date(Date.UTC(2026, month, 0)).getUTCDate()
      const query = `from=${name}-01&to=${name}-${last}&${zone}`
      const own = async (path: string) =>
        (await request(createApp(ctx)).get(`/api/v1${path}`).set(admin)).text
      expect(files.get(`${name}/receipts.csv`)).toBe(await own(`/exports/payments.csv?${query}`))
      expect(files.get(`${name}/journal.beancount`)).toBe(
        await own(`/exports/payments.csv?profile=beancount&${query}`),
      )
      expect(files.get(`${name}/statement.md`), name).toEqual(await own(`/statements/statement.md?${query}`))
    }
    expect(files.get('README.txt')).toMatch(/2026-12 {3}draft/)
  })
})

async function unpackYear(query: string): Promise<Map<string, string>> {
  const { body, status } = await request(createApp(ctx))
    .get(`/api/v1/statements/year.zip?${query}`)
    .set(admin)
    .buffer(true)
    .parse((res, done) => {
      const chunks: Buffer[] = []
      res.on('data', (chunk: Buffer) => chunks.push(chunk))
      res.on('end', () => done(null, Buffer.concat(chunks)))
    })
  expect(status).toBe(200)
  const files = new Map<string, string>()
  for (const entry of await new ZipReader(new Uint8ArrayReader(body)).getEntries())
    if (!entry.directory)
      files.set(entry.filename, Buffer.from(await entry.getData(new Uint8ArrayWriter())).toString())
  return files
}

function yearOfPrices(): string {
  const days = Array.from({ length: 365 }, (_, n) =>
    new Date(Date.UTC(2026, 0, 1 + n)).toISOString().slice(0, 10),
  )
  return days.map((day, n) => `${day},USD,${90_000 + n}`).join('\n')
}
