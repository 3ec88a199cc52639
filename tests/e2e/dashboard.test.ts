import { sql } from 'kysely'
import { beforeAll, expect, it } from 'vitest'
import { seedPayments } from '#scripts/bench/seed-payments.ts'
import { expectAccessible, expectNoSidewaysScroll, settle, shot } from '#tests/e2e/helper/look.ts'
import { describeInBrowser, useStudio } from '#tests/e2e/helper/use-studio.ts'

describeInBrowser('the dashboard', () => {
  const studio = useStudio()
  beforeAll(async () => {
    const { db } = studio.ctx()
    await seedPayments(db, 3_000, { shows: 2, episodes: 40, supporters: 60 })
    await sql`insert into shows (slug, title, status) values ('silent', 'A silent show', 'kept')`.execute(db)
  })

  it.each([
    { name: 'wide-dark', width: 1440, height: 900, scheme: 'dark' as const },
    { name: 'narrow-light', width: 360, height: 740, scheme: 'light' as const },
  ])('shows plots with tables behind them: $name', async ({ name, ...looks }) => {
    const page = await studio.open('host', looks)
    await page.goto('/studio/dashboard?show=show-1')
    await page.locator('.plot canvas').nth(2).waitFor()
    await settle(page)
    await shot(page, `dashboard-${name}`)
    await expectNoSidewaysScroll(page)
    const fold = page.locator('details').first()
    await fold.locator('summary').click()
    await expect.poll(() => fold.locator('tbody tr').count()).toBe(41)
    await expectAccessible(page)
  })

  it.each([1440, 820, 390])('keeps a name of 200 letters within a window of %i px', async (width) => {
    const { db } = studio.ctx()
    const name = 'Ö'.repeat(200)
    const { id } = await sql<{ id: string }>`
      select supporter_id as id from boosts join shows on shows.id = boosts.show_id
      where slug = 'show-1' and supporter_id is not null
      group by 1 order by sum(counted_msat) desc limit 1
    `
      .execute(db)
      .then(({ rows: [first] }) => first ?? { id: '' })
    await sql`update supporters set name = ${name} where id = ${id}`.execute(db)
    const page = await studio.open('host', { width, height: 900 })
    for (const address of ['dashboard', 'supporters', 'boosts', 'air']) {
      await page.goto(`/studio/${address}?show=show-1`)
      await settle(page)
      await expectNoSidewaysScroll(page)
    }
    await page.goto('/studio/dashboard?show=show-1')
    await page.getByText(name).first().waitFor()
    await settle(page)
    await shot(page, `dashboard-long-${width}`)
    await expectNoSidewaysScroll(page)
  })

  it('reads a bar out to the pointer and to the keys', async () => {
    const page = await studio.open('host', { locale: 'de-DE' })
    await page.goto('/studio/dashboard?show=show-1')
    const plot = page.getByRole('slider', { name: 'Sats per episode' })
    await plot.locator('canvas').waitFor()
    const said = page.locator('.plot-said').first()
    await plot.focus()
    await page.keyboard.press('End')
    await page.keyboard.press('ArrowLeft')
    expect(await said.textContent()).toMatch(
      /^Episode 40 of show 1: [\d.]+ sats in \d+ boosts, [\d.]+ streamed$/,
    )
    expect(await plot.getAttribute('aria-valuetext')).toBe(await said.textContent())
    await page.keyboard.press('Home')
    expect(await said.textContent()).toMatch(/^Episode 1 of show 1: /)
    await page.keyboard.press('Escape')
    expect(await said.textContent()).toBe('')
    expect(await plot.getAttribute('aria-valuetext')).toBe('Use the arrow keys')
    const box = await plot.boundingBox()
    if (!box) throw new Error('The plot has no place')
    await page.mouse.move(box.x + box.width / 2, box.y + 50)
    await expect.poll(() => said.textContent()).toMatch(/^Episode \d+ of show 1: /)
    await page.mouse.move(0, 0)
    const week = page.getByRole('slider', { name: 'Hour of the week' })
    await week.focus()
    await page.keyboard.press('Home')
    await page.keyboard.press('ArrowDown')
    expect(await week.getAttribute('aria-valuetext')).toMatch(/^Tuesday, from /)
  })

  it('keeps show and period in the address, with the period before beside', async () => {
    const page = await studio.open('host')
    await page.goto('/studio/dashboard?show=show-1')
    await page.getByLabel('Period').selectOption('This month')
    await page.getByRole('columnheader', { name: 'The month before' }).waitFor()
    expect(new URL(page.url()).search).toMatch(/^\?show=show-1&period=\d{4}-\d{2}$/)
    await page.getByLabel('Show', { exact: true }).selectOption('show-2')
    await page.waitForURL(/show=show-2&period=/)
    await page.goBack()
    await page.waitForURL(/show=show-1&period=/)
    await page.getByLabel('Period').selectOption('From day to day')
    await page.waitForURL(/period=days/)
  })

  it('says in one sentence that nothing came', async () => {
    const page = await studio.open('host')
    await page.goto('/studio/dashboard?show=silent')
    await page.getByText('What this show receives will be here with its first payment.').waitFor()
    await settle(page)
    await shot(page, 'dashboard-empty')
    await page.goto('/studio/dashboard?show=show-1&period=1999')
    await page.getByText('Nothing came in these days.').waitFor()
    expect(await page.locator('.plot').count()).toBe(0)
  })
})
