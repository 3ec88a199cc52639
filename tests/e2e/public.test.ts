import { beforeAll, expect, it } from 'vitest'
import { changePublicSettings } from '#api/public/settings/change-settings.ts'
import { expectAccessible, expectNoSidewaysScroll, shot, slowDown } from '#tests/e2e/helper/look.ts'
import { pay } from '#tests/e2e/helper/pay.ts'
import { describeInBrowser, useStudio } from '#tests/e2e/helper/use-studio.ts'

describeInBrowser('a public page', () => {
  const studio = useStudio()
  let episode = ''
  let supporter = ''
  beforeAll(async () => {
    const { db } = studio.ctx()
    await pay(
      studio.ctx(),
      ...Array.from({ length: 40 }, (_, n) => ({
        sender: ['northwoods', 'quackers', 'meshling', 'محمد'][n % 4] ?? '',
        sats: 1000 + n * 10,
        message: `Message ${n} 🦆`,
        episode: `${450 + (n % 5)}: An episode`,
        settled_at: new Date(Date.now() - n * 9 * 24 * 3600 * 1000),
      })),
      { sender: 'quackers', action: 'stream', sats: 300, episode: '454: An episode' },
    )
    const show = await db
      .updateTable('shows')
      .set({ status: 'kept', is_public: true, lightning_address: 'show@example.org' })
      .returning('id')
      .executeTakeFirstOrThrow()
    await db.updateTable('episodes').set({ provisional: false, published_at: new Date() }).execute()
    await db.updateTable('boosts').set({ read_at: new Date() }).execute()
    await changePublicSettings(db, show.id, {
      supporter_pages: true,
      goal: { title: 'Summer road trip', sats: 100_000, since: null },
    })
    episode = (await db.selectFrom('episodes').select('id').executeTakeFirstOrThrow()).id
    supporter = (await db.selectFrom('supporters').select('id').executeTakeFirstOrThrow()).id
  })

  const pages = () =>
    [
      ['show', '/s/kill-show', 'Kill Show'],
      ['episode', `/s/kill-show/e/${episode}`, 'An episode'],
      ['supporter', `/s/kill-show/u/${supporter}`, 'A supporter of'],
      ['front', '/', 'Shows'],
      ['missing', '/s/nothing', 'Nothing here'],
    ] as const

  it.each([
    { scheme: 'light', width: 360 },
    { scheme: 'dark', width: 1280 },
  ] as const)('is readable and without fault: $scheme, $width px wide', async (looks) => {
    const page = await studio.open(null, looks)
    for (const [name, path, words] of pages()) {
      await page.goto(path)
      await page.getByText(words).first().waitFor()
      await expectNoSidewaysScroll(page)
      await expectAccessible(page)
      await shot(page, `public-${name}-${looks.scheme}`)
    }
  })

  it('needs no script to be read', async () => {
    const page = await studio.open(null, { javaScriptEnabled: false })
    for (const [, path, words] of pages()) {
      await page.goto(path)
      expect(await page.getByText(words).first().isVisible()).toBe(true)
    }
    await page.goto('/s/kill-show')
    await page.getByText('As a table').first().click()
    expect(await page.getByRole('table', { name: 'By episode' }).getByRole('row').count()).toBe(6)
  })

  it('tells the value of a bar on hover and by keyboard', async () => {
    const page = await studio.open(null)
    await page.goto('/s/kill-show')
    const plot = page.locator('[data-plot]').first()
    await plot.locator('svg').focus()
    const last = await plot.locator('.plot-said').textContent()
    expect(last).toMatch(/boosted, .* streamed/)
    await page.keyboard.press('ArrowLeft')
    expect(await plot.locator('.plot-said').textContent()).not.toBe(last)
    await plot.locator('rect.boosted').first().hover()
    expect(await plot.locator('.plot-said').textContent()).toMatch(/^450/)
  })

  it('paints what is largest soon on a slow phone', async () => {
    const page = await studio.open(null, { width: 390, height: 844, isFirst: true })
    await slowDown(page, { kbit: 1600, latencyMs: 150 })
    await page.goto('/s/kill-show')
    const largest = await page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          new PerformanceObserver((list) => resolve(list.getEntries().at(-1)?.startTime ?? 0)).observe({
            type: 'largest-contentful-paint',
            buffered: true,
          })
        }),
    )
    console.info(`largest paint at 1.6 Mbit/s and 150 ms: ${Math.round(largest)} ms`)
    expect(largest).toBeLessThan(2_500)
  })
})
