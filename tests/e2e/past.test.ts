import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { Page } from 'playwright-core'
import { beforeEach, expect, inject, it } from 'vitest'
import { expectAccessible, expectNoSidewaysScroll, settle, shot } from '#tests/e2e/helper/look.ts'
import { describeInBrowser, useStudio } from '#tests/e2e/helper/use-studio.ts'
import { invoice } from '#tests/helper/wallet-files.ts'

describeInBrowser('Add past payments', () => {
  const studio = useStudio()
  beforeEach(async () => {
    await sql`truncate imports, shows, wallets, supporters, payments cascade`.execute(studio.ctx().db)
  })

  const file = (name: string, content: string) => {
    const path = join(inject('runFolder'), name)
    writeFileSync(path, content)
    return path
  }
  const invoices = (from: number, to: number, ...more: object[]) =>
    JSON.stringify({ invoices: [...Array.from({ length: to - from }, (_, n) => invoice(from + n)), ...more] })
  const choose = (page: Page, label: string, path: string) => page.getByLabel(label).setInputFiles(path)

  it('from an empty studio: by keyboard from the file to its boosts, with what was refused', async () => {
    const page = await studio.open('owner', { scheme: 'dark' })
    await page.goto('/studio/sources')
    await settle(page)
    await page.getByRole('link', { name: 'Add past payments' }).press('Enter')
    await page.getByLabel('Choose a file').waitFor()
    await expectAccessible(page)
    await shot(page, 'past-empty')
    await choose(page, 'Choose a file', file('sign-in.json', '<!doctype html><title>Sign in</title>'))
    await page.getByRole('alert').getByText('This is a web page', { exact: false }).waitFor()
    await shot(page, 'past-refused-file')
    expect(await page.getByRole('list', { name: 'Uploaded files' }).count()).toBe(0)

    const bad = invoice(90, { r_hash: 'x' })
    await choose(
      page,
      'Choose a file',
      file('invoices.json', invoices(1, 30, bad, invoice(91, { state: 'OPEN' }))),
    )
    const wallet = page.getByLabel('What is the wallet called that received these payments?')
    await wallet.waitFor()
    await shot(page, 'past-uploaded')
    await wallet.focus()
    await page.keyboard.type('my node')
    await page.keyboard.press('Enter')
    const table = page.getByRole('table', { name: 'What it would add' })
    await table.waitFor()
    expect(await table.innerText()).toMatch(
      /New payments\s+29[\s\S]*Cannot be recorded\s+1[\s\S]*Left out not settled \(OPEN\)\s+1/,
    )
    await page.getByText('29,014 sats').waitFor()
    await page.getByText('that is refused').press('Enter')
    await page.getByText('Row 30:').waitFor()
    await expectAccessible(page)
    await shot(page, 'past-checked')
    await page.getByRole('button', { name: 'Add 29 payments' }).press('Enter')
    await page.getByText('recorded', { exact: true }).waitFor()
    const download = page.waitForEvent('download')
    await page.getByText('that was refused').press('Enter')
    await page.getByRole('link', { name: 'Download as CSV' }).press('Enter')
    expect((await download).suggestedFilename()).toBe('invoices.json refused.csv')
    await expectAccessible(page)
    await shot(page, 'past-done')
    await page.getByRole('link', { name: 'See the boosts' }).press('Enter')
    await page.getByText('boost 29').first().waitFor()
  })

  it('goes on after a reload, is stopped and gone on with', async () => {
    const page = await studio.open('owner', { width: 390, height: 844 })
    await page.goto('/studio/sources/past')
    await choose(page, 'Choose a file', file('long.json', invoices(1, 4_000)))
    await page.getByLabel('What is the wallet called').fill('node')
    await page.getByRole('button', { name: 'See what it would add' }).click()
    await page.getByRole('button', { name: 'Add 3,999 payments' }).click()
    await page.getByRole('progressbar', { name: 'How much of long.json is recorded' }).waitFor()
    await page.reload()
    const bar = page.getByRole('progressbar', { name: 'How much of long.json is recorded' })
    await bar.waitFor()
    await shot(page, 'past-recording-narrow')
    await expectAccessible(page)
    await expectNoSidewaysScroll(page)
    await page.getByRole('button', { name: 'Stop long.json' }).click()
    await page.getByText('stopped at', { exact: false }).waitFor()
    await shot(page, 'past-stopped-narrow')
    await page.getByRole('button', { name: 'Go on' }).click()
    await page.getByText('recorded', { exact: true }).waitFor()
    expect(await page.getByRole('table').innerText()).toMatch(/^What came of it\s+New payments\s+3,999$/)
  })

  it('shows many files, wide and narrow, and warns before one is counted twice', async () => {
    const page = await studio.open('owner', { scheme: 'dark' })
    await page.goto('/studio/sources/past')
    const list = page.getByRole('list', { name: 'Uploaded files' })
    for (const [name, content] of [
      ['invoices.json', invoices(1, 5)],
      ['the same under another name, which is a rather long one for a file.json', invoices(1, 5)],
    ] as const) {
      await page.locator('input[type=file]').setInputFiles(file(name, content))
      await list.getByText(name).waitFor()
    }
    const first = page.getByRole('listitem').filter({ hasText: 'invoices.json' })
    await first.getByLabel('What is the wallet called').fill('node')
    await first.getByRole('button', { name: 'See what it would add' }).click()
    await first.getByRole('button', { name: 'Add 4 payments' }).click()
    await first.getByText('recorded', { exact: true }).waitFor()
    // The file that waits may be of the wallet that this one brought.
    await list.getByRole('option', { name: 'node', exact: true }).waitFor({ state: 'attached' })
    const lines = [1, 2, 3, 4].map((n) =>
      JSON.stringify({ id: `x${n}`, settled_at: 1_652_640_000 + n, amount_msat: 1_000_500 + n }),
    )
    await page.locator('input[type=file]').setInputFiles(file('mine.ndjson', lines.join('\n')))
    const mine = page.getByRole('listitem').filter({ hasText: 'mine.ndjson' })
    await mine.getByLabel('Which wallet received these payments?').selectOption('Another wallet')
    await mine.getByLabel('What is it called?').fill('till')
    await mine.getByRole('button', { name: 'See what it would add' }).click()
    await mine.getByText('If it is the same wallet, choose it instead', { exact: false }).waitFor()
    await mine.getByRole('button', { name: 'Choose another wallet' }).click()
    expect(await mine.getByLabel('Which wallet received these payments?').inputValue()).toBe('node')
    await settle(page)
    await expectAccessible(page)
    await page.setViewportSize({ width: 1440, height: 1400 })
    await shot(page, 'past-many-dark')
    const narrow = await studio.open('owner', { width: 390, height: 1600 })
    await narrow.goto('/studio/sources/past')
    await settle(narrow)
    await narrow.getByText('mine.ndjson').waitFor()
    await shot(narrow, 'past-many-narrow')
    await expectNoSidewaysScroll(narrow)
    await expectAccessible(narrow)
  })
})
