import { readFile } from 'node:fs/promises'
import { parse } from 'csv-parse/sync'
import type { Page } from 'playwright-core'
import { beforeAll, expect, it } from 'vitest'
import { recordReports } from '#api/intake/record-reports.ts'
import { HOSTILE } from '#tests/e2e/helper/fill-everything.ts'
import { expectAccessible, expectNoSidewaysScroll, settle, shot } from '#tests/e2e/helper/look.ts'
import { pay } from '#tests/e2e/helper/pay.ts'
import { describeInBrowser, useStudio } from '#tests/e2e/helper/use-studio.ts'
import { makeEntry } from '#tests/helper/make-entry.ts'

const LOOKS = [
  { name: 'wide-light', width: 1440, height: 1000, scheme: 'light' as const },
  { name: 'wide-dark', width: 1440, height: 1000, scheme: 'dark' as const },
  { name: 'narrow-light', width: 360, height: 740, scheme: 'light' as const },
  { name: 'narrow-dark', width: 360, height: 740, scheme: 'dark' as const },
]

describeInBrowser('the books', () => {
  const studio = useStudio()
  const october = '/studio/books?from=2025-10-01&to=2025-10-31'
  beforeAll(async () => {
    const ctx = studio.ctx()
    const at = (day: number) => new Date(Date.UTC(2025, 9, day, 12))
    await pay(
      ctx,
      { sats: 1_337, message: '=1+1', sender: '@ann', settled_at: at(1) },
      { sats: 21, action: 'stream', settled_at: at(2) },
      { sats: 5_000, message: HOSTILE[0], sender: HOSTILE[1], settled_at: at(3) },
    )
    await recordReports(
      ctx.db,
      Array.from({ length: 12 }, (_, n) =>
        makeEntry({
          id: `many ${n}`,
          wallet:
            n === 0
              ? 'a wallet with a name that goes on and on and on without an end in sight'
              : `wallet ${n}`,
          settled_at: at(4).toISOString(),
          amount_msat: n % 3 === 1 ? undefined : 12_345_678 * (n + 1),
          ...(n % 3 === 1
            ? { fiat: { amount_minor: 123_456, fee_minor: 99, currency: n % 2 ? 'EUR' : 'JPY' } }
            : {}),
          boostagram: { podcast: 'Kill Show' },
        }),
      ),
    )
    await ctx.db.updateTable('wallets').set({ whose: 'show' }).execute()
    await ctx.db.updateTable('shows').set({ status: 'kept' }).execute()
  })

  const open = async (page: Page, path: string) => {
    await page.goto(path)
    await page.getByRole('table', { name: 'Boosts and streams' }).waitFor()
    await settle(page)
  }

  it.each(LOOKS)('look right and are usable by all: $name', async ({ name, ...looks }) => {
    const page = await studio.open('bookkeeper', looks)
    await open(page, october)
    for (const fold of await page.locator('main details').all()) await fold.locator('summary').click()
    await shot(page, `books-${name}`)
    await page.getByRole('table', { name: 'Months' }).scrollIntoViewIfNeeded()
    await shot(page, `books-months-${name}`)
    await expectNoSidewaysScroll(page)
    await expectAccessible(page)
  })

  it.each(LOOKS)('say before the download what the file does not hold: $name', async ({ name, ...looks }) => {
    const page = await studio.open('bookkeeper', { locale: 'en-GB', ...looks })
    await open(page, `${october}&currency=EUR&profile=bank`)
    const left = page.locator('.books-left')
    await left.getByText('2 receipts in other money than EUR').waitFor()
    expect(await left.innerText()).toMatch(/2 receipts in other money than EUR\s+JP¥246,912/)
    expect(await left.innerText()).toMatch(/\d+ receipts without a price in EUR\s+[\d,]+\.\d* sats/)
    await left.scrollIntoViewIfNeeded()
    await shot(page, `books-left-out-${name}`)
    await expectNoSidewaysScroll(page)
    await expectAccessible(page)
    const forms = { CoinTracker: ['Fees'], ledger: [], 'Everything, for your own tools': [] }
    for (const [profile, names] of Object.entries(forms)) {
      await page.getByLabel('For', { exact: true }).selectOption(profile)
      // Nothing of the form before, not even for a moment.
      await left.getByText('without a price').waitFor({ state: 'detached' })
      for (const what of names) await left.getByText(what, { exact: true }).waitFor()
      await page.getByRole('link', { name: 'Download' }).scrollIntoViewIfNeeded()
      await shot(page, `books-for-${profile.split(',')[0]}-${name}`)
    }
    await left.waitFor({ state: 'detached' })
  })

  it('say what there is of a period without receipts', async () => {
    const page = await studio.open('bookkeeper', { width: 360 })
    await page.goto('/studio/books?from=2009-02-01&to=2009-02-28')
    await page.getByText('Nothing was received in these days.').waitFor()
    await settle(page)
    await shot(page, 'books-empty')
    await expectAccessible(page)
  })

  it('are printed as the statement alone', async () => {
    const page = await studio.open('bookkeeper', { scheme: 'dark' })
    await open(page, october)
    await page.emulateMedia({ media: 'print', colorScheme: 'light' })
    await shot(page, 'books-print')
    expect(await page.getByRole('heading', { name: 'Statement' }).isVisible()).toBe(true)
    for (const gone of ['Download', 'Prices'])
      expect(await page.getByRole('heading', { name: gone }).isVisible()).toBe(false)
    expect(await page.getByRole('navigation').first().isVisible()).toBe(false)
    expect(await page.locator('caption', { hasText: 'Boosts and streams' }).isVisible()).toBe(true)
    // A sheet of A4 without its margins, in CSS pixels: what is wider is cut off.
    await page.setViewportSize({ width: 688, height: 990 })
    await expectNoSidewaysScroll(page)
    const folder = process.env.SCREENSHOTS
    await page.pdf(folder ? { path: `${folder}/books.pdf` } : {})
  })

  it('let a bookkeeper choose a period, take the file, price a day and close the month', async () => {
    const page = await studio.open('bookkeeper', { locale: 'en-GB' })
    await open(page, '/studio/books?from=2025-09-01&to=2025-10-01')
    await page.getByLabel('To, included').fill('2025-10-31')
    await page.waitForURL(/to=2025-10-31/)
    await page.getByLabel('From').fill('2025-10-01')
    await page.waitForURL(/from=2025-10-01&to=2025-10-31/)
    await page.getByLabel('Kind').selectOption('Boosts only')
    await page.waitForURL(/kind=boosts/)
    await page.getByLabel('Kind').selectOption('Boosts and streams')
    await page.getByLabel('Wallet', { exact: true }).selectOption('test node')
    await page.getByText('3 receipts · 6,358 sats').waitFor()

    await page.getByLabel('For', { exact: true }).selectOption('Excel, LibreOffice, Numbers')
    const waiting = page.waitForEvent('download')
    await page.getByRole('link', { name: 'Download' }).click()
    const file = await waiting
    expect(file.suggestedFilename()).toBe('readout-2025-10-01-2025-10-31-excel.csv')
    const rows: Record<string, string>[] = parse(await readFile(await file.path()), {
      bom: true,
      columns: true,
    })
    expect(rows.map(({ amount_sats }) => amount_sats)).toEqual(['1337.000', '21.000', '5000.000', ''])
    expect(rows[0]?.message).toBe("'=1+1")
    expect(rows.at(-1)?.boost_id).toMatch(/^count=3; amount_msat=6358000; /)

    await page.getByText('Prices from a file or by hand').click()
    await page.getByLabel('Day (UTC)').fill('2025-10-03')
    await page.getByLabel('Currency', { exact: true }).fill('usd')
    await page.getByLabel('A bitcoin was worth').fill('100000')
    await page.getByRole('button', { name: 'Set the price' }).click()
    await page.getByText('1 receipt has a new price').waitFor()
    await page.getByRole('row', { name: /^Boosts .*US\$5\.00|^Boosts .*\$5\.00/ }).waitFor()

    await page.getByLabel('Wallet', { exact: true }).selectOption('All wallets')
    const months = page.getByRole('table', { name: 'Months' })
    const october = months.getByRole('row', { name: /October 2025/ })
    await october.getByRole('button', { name: 'Close October 2025' }).click()
    await page.getByText('Close October 2025?').waitFor()
    await shot(page, 'books-close')
    await page.getByRole('button', { name: /^Close it/ }).click()
    await october.getByText(/Closed today by/).waitFor()
    await pay(studio.ctx(), { sats: 10, settled_at: new Date('2025-10-30T00:00:00Z') })
    await page.reload()
    await october.getByText('changed since').waitFor()
    await october.getByText('+10 sats').waitFor()
    await october.getByText('in November 2025').waitFor()
    await shot(page, 'books-changed')
    await october.getByRole('button', { name: 'Reopen October 2025' }).click()
    await page.getByRole('button', { name: 'Reopen it' }).click()
    await october.getByRole('button', { name: 'Close October 2025' }).waitFor()
  })

  it('compare with what a wallet says itself, solve what differs, and close the month reconciled', async () => {
    const ctx = studio.ctx()
    const at = (day: number) => new Date(Date.UTC(2025, 10, day, 12))
    for (const [n, sats] of [100, 200, 300].entries())
      await pay(ctx, { sats, sender: `listener ${n}`, settled_at: at(n + 1) })
    const known = await ctx.db
      .selectFrom('payments')
      .select(['ref', 'settled_at', 'amount_msat'])
      .where('settled_at', '>=', at(1))
      .where('settled_at', '<=', at(3))
      .orderBy('settled_at')
      .execute()
    const lines = known.slice(0, 2).map(({ ref, settled_at, amount_msat }, n) => ({
      source: 'test node',
      id: ref,
      payment_hash: ref,
      settled_at: settled_at.toISOString(),
      amount_msat: (amount_msat ?? 0) + n * 50_000,
    }))
    const missed = {
      source: 'test node',
      id: 'missed',
      settled_at: at(9).toISOString(),
      amount_msat: 777_000,
    }
    const list = [...lines, missed].map((line) => JSON.stringify(line)).join('\n')

    const page = await studio.open('bookkeeper', { locale: 'en-GB', width: 1440, height: 1000 })
    await open(page, '/studio/books?from=2025-11-01&to=2025-11-30')
    const row = page.getByRole('table', { name: 'Wallets' }).getByRole('row', { name: /test node/ })
    await row.getByRole('button', { name: 'Give its file…: test node' }).click()
    await page
      .getByLabel('Drop its file here, or choose it')
      .setInputFiles({ name: 'node.ndjson', mimeType: 'text/plain', buffer: Buffer.from(list) })
    await row.getByText('3 open').waitFor()
    await row.getByRole('button', { name: 'Show the differences of test node' }).click()
    const found = page.getByRole('table', { name: 'Differences of test node' })
    await found.getByRole('row', { name: /Only the wallet has it/ }).waitFor()
    await found.scrollIntoViewIfNeeded()
    await settle(page)
    await shot(page, 'books-differences', true)
    await expectNoSidewaysScroll(page)
    await expectAccessible(page)
    for (const { name, ...looks } of LOOKS.slice(1)) {
      await page.setViewportSize(looks)
      await page.emulateMedia({ colorScheme: looks.scheme })
      await found.scrollIntoViewIfNeeded()
      await shot(page, `books-differences-${name}`)
      await expectNoSidewaysScroll(page)
    }
    await page.setViewportSize({ width: 1440, height: 1000 })

    await found.getByRole('button', { name: 'Record it' }).click()
    await row.getByText('2 open').waitFor()
    await found.getByRole('button', { name: 'Set it aside' }).click()
    await row.getByText('1 open').waitFor()
    await found.getByRole('button', { name: 'Explain…' }).click()
    await page.getByLabel('In words').fill('The node took 50 sats for a channel')
    await page.getByRole('button', { name: 'Keep it' }).click()
    await row.getByText('none open').waitFor()
    await found.getByText('“The node took 50 sats for a channel”').waitFor()

    const months = page.getByRole('table', { name: 'Months' })
    await months.getByRole('button', { name: 'Close November 2025' }).click()
    await page.getByLabel('With how each wallet’s own list compared').waitFor()
    await shot(page, 'books-close-reconciled')
    await expectAccessible(page)
    await page.getByRole('button', { name: /^Close it/ }).click()
    await months.getByText(/Closed reconciled today by/).waitFor()
    const pdf = await page.request.get('/api/v1/statements/statement.pdf?from=2025-11-01&to=2025-11-30')
    expect(pdf.headers()['content-type']).toBe('application/pdf')
  })

  it('note a payout beside its receipts, and give a year as one file', async () => {
    const page = await studio.open('bookkeeper', { locale: 'en-GB', width: 1440, height: 1000 })
    await open(page, october)
    await page.getByText('Note a payout').click()
    await page.getByLabel('Paid out of').selectOption('wallet 1')
    await page.getByLabel('Day', { exact: true }).fill('2025-10-20')
    await page.getByLabel('Arrived').fill('1200.57')
    await page.getByLabel('In (a currency, or sats)').fill('EUR')
    await page.getByRole('button', { name: 'Note it' }).click()
    const payout = page.getByRole('table', { name: 'Payouts' }).getByRole('row', { name: /wallet 1/ })
    await payout.getByText('less arrived').waitFor()
    await payout.scrollIntoViewIfNeeded()
    await shot(page, 'books-payouts')
    await expectAccessible(page)
    await payout.getByRole('button', { name: /^Take back/ }).click()
    await payout.waitFor({ state: 'detached' })

    await page.getByRole('button', { name: 'Take 2025 along…' }).click()
    await shot(page, 'books-year')
    const waiting = page.waitForEvent('download')
    await page.getByRole('link', { name: 'Download 2025' }).click()
    expect((await waiting).suggestedFilename()).toBe('readout-all-shows-2025.zip')
  })
})
