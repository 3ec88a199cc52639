import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { beforeAll, expect, it } from 'vitest'
import { seedPayments } from '#scripts/bench/seed-payments.ts'
import { expectAccessible, expectNoSidewaysScroll, settle, shot } from '#tests/e2e/helper/look.ts'
import { describeInBrowser, useStudio } from '#tests/e2e/helper/use-studio.ts'
import { makeReport, recordPayments } from '#tests/helper/record-payments.ts'

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
    await page.locator('.plot canvas').nth(3).waitFor()
    await settle(page)
    await shot(page, `dashboard-${name}`, true)
    await expectNoSidewaysScroll(page)
    const fold = page.locator('details').first()
    await fold.locator('summary').click()
    await expect.poll(() => fold.locator('tbody tr').count()).toBe(30)
    await expectAccessible(page)
  })

  it('answers in three clicks which of the last ten episodes brought most new supporters', async () => {
    const { db } = studio.ctx()
    const page = await studio.open('host')
    await page.goto('/studio/dashboard?show=show-1')
    await page.locator('.releases-best').waitFor()
    await page.goto('/studio/home')
    await page.getByRole('link', { name: 'Dashboard' }).click()
    await page.locator('.switch-choice', { hasText: 'New supporters' }).click()
    const answer = page.locator('.releases-best')
    await expect.poll(() => answer.textContent()).toMatch(/brought most: |None of these/)
    const { rows } = await sql<{ title: string; count: number }>`
      with firsts as (
        select distinct on (supporter_id) supporter_id, episode_id from (
          select supporter_id, episode_id, sent_at as at from boosts where show_id = 1
          union all
          select supporter_id, episode_id, settled_at from payments where show_id = 1 and action = 'stream'
        ) acts where supporter_id is not null order by supporter_id, at
      )
      select title, (select count(*)::integer from firsts where firsts.episode_id = e.id) as count
      from episodes e where show_id = 1 order by published_at desc limit 10`.execute(db)
    const most = Math.max(...rows.map(({ count }) => count))
    const said = (await answer.textContent()) ?? ''
    if (most > 0) {
      expect(said).toContain(`${most} new supporter`)
      for (const { title, count } of rows)
        if (said.includes('“')) expect(said.includes(`“${title}”`)).toBe(count === most)
    } else expect(said).toBe('None of these brought any new supporters.')
    await settle(page)
    await shot(page, 'dashboard-three-clicks', true)
  })

  it('narrows everything to what is clicked, in the address, and takes it back', async () => {
    const page = await studio.open('host')
    await page.goto('/studio/dashboard?show=show-1')
    const apps = page.getByRole('table', { name: 'Apps' })
    await apps.getByRole('button', { name: 'Fountain' }).click()
    await page.waitForURL(/app=Fountain/)
    await page.getByRole('button', { name: /^App Fountain/ }).waitFor()
    await expect.poll(() => apps.locator('tbody tr').count()).toBe(1)
    await settle(page)
    await expectAccessible(page)
    await shot(page, 'dashboard-narrowed', true)
    const plot = page.getByRole('slider', { name: 'Sats per day' })
    await plot.focus()
    await page.keyboard.press('End')
    await page.keyboard.press('Enter')
    await page.waitForURL(/period=days&from=\d{4}-\d{2}-\d{2}&to=\d{4}-\d{2}-\d{2}&app=Fountain/)
    await page.getByRole('button', { name: /^App Fountain/ }).click()
    await page.waitForURL((url) => !url.search.includes('app='))
  })

  it('gives what a chart shows as a file and as a picture', async () => {
    const page = await studio.open('host')
    await page.goto('/studio/dashboard?show=show-1')
    const figure = page.locator('section', { has: page.getByRole('slider', { name: 'Sats per day' }) })
    const save = async (name: string) => {
      const [file] = await Promise.all([
        page.waitForEvent('download'),
        figure.getByRole('button', { name: new RegExp(`^${name}`) }).click(),
      ])
      const chunks: Buffer[] = []
      for await (const chunk of await file.createReadStream()) chunks.push(Buffer.from(chunk))
      return { name: file.suggestedFilename(), content: Buffer.concat(chunks) }
    }
    const csv = await save('CSV')
    expect(csv.name).toBe('sats-per-day.csv')
    expect(csv.content.toString().split('\r\n')).toHaveLength(32)
    const picture = await save('Picture')
    expect(picture.name).toBe('sats-per-day.png')
    expect(picture.content.subarray(1, 4).toString()).toBe('PNG')
    if (process.env.SCREENSHOTS) writeFileSync(join(process.env.SCREENSHOTS, 'chart.png'), picture.content)
  })

  it('has a page for each episode', async () => {
    const page = await studio.open('host')
    await page.goto('/studio/episodes?show=show-1')
    await page.getByRole('link', { name: 'Episode 40 of show 1' }).click()
    await page.getByRole('heading', { name: 'Episode 40 of show 1' }).waitFor()
    await page.locator('.plot canvas').first().waitFor()
    await settle(page)
    await shot(page, 'episode-page', true)
    await expectNoSidewaysScroll(page)
    await expectAccessible(page)
    await page.getByRole('link', { name: 'On the dashboard' }).click()
    await page.getByRole('button', { name: /^Episode Episode 40/ }).waitFor()
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
    const page = await studio.open('host', { locale: 'en-GB' })
    await page.goto('/studio/dashboard?show=show-1')
    const plot = page.getByRole('slider', { name: 'Sats of the last 10 episodes' })
    await plot.locator('canvas').waitFor()
    const said = page.locator('section', { has: plot }).locator('.plot-said')
    await plot.focus()
    await page.keyboard.press('End')
    expect(await said.textContent()).toMatch(
      /^Episode 40 of show 1: [\d,]+ sats in \d+ boosts?, [\d,]+ streamed$/,
    )
    expect(await plot.getAttribute('aria-valuetext')).toBe(
      `${await said.textContent()}. Enter: only this episode`,
    )
    await page.keyboard.press('Home')
    expect(await said.textContent()).toMatch(/^Episode 31 of show 1: /)
    await page.keyboard.press('Escape')
    expect(await said.textContent()).toBe('')
    expect(await plot.getAttribute('aria-valuetext')).toBe('Use the arrow keys')
    await plot.scrollIntoViewIfNeeded()
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

  it('says what one payment says', async () => {
    await recordPayments(
      studio.ctx().db,
      makeReport({ settled_at: new Date().toISOString(), boostagram: { podcast: 'A young show' } }),
    )
    const page = await studio.open('host', { width: 390, height: 844, scheme: 'dark' })
    await page.goto('/studio/dashboard?show=a-young-show')
    await page.getByText('in 1 boost', { exact: true }).waitFor()
    await expect.poll(() => page.locator('.releases-best').textContent()).toMatch(/” brought 1,000 sats\.$/)
    await settle(page)
    await shot(page, 'dashboard-one', true)
    await expectNoSidewaysScroll(page)
    await expectAccessible(page)
  })

  it('says in one sentence that nothing came', async () => {
    const page = await studio.open('host')
    await page.goto('/studio/dashboard?show=silent')
    await page.getByText('What this show receives will be here with its first payment.').waitFor()
    await settle(page)
    await shot(page, 'dashboard-empty')
    await page.goto('/studio/dashboard?show=show-1&period=1999')
    await page.getByText('Nothing came in these days.').waitFor()
    await settle(page)
    await shot(page, 'dashboard-nothing')
    await page.getByRole('button', { name: 'Show all time' }).click()
    await page.getByRole('slider', { name: /^Sats per/ }).waitFor()
  })
})
