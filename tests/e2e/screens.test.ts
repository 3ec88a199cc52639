import type { Page } from 'playwright-core'
import { beforeAll, expect, it } from 'vitest'
import { addressOf, screens } from '#client/studio/screens.ts'
import { fillEverything, RAN } from '#tests/e2e/helper/fill-everything.ts'
import { expectAccessible, expectNoSidewaysScroll, settle, shot } from '#tests/e2e/helper/look.ts'
import { describeInBrowser, useStudio } from '#tests/e2e/helper/use-studio.ts'

const table = screens.map((screen) => ({
  screen,
  address: `/studio${addressOf(screen)}`,
  name: addressOf(screen).slice(1).replaceAll('/', '-'),
}))

describeInBrowser('every screen of the studio', () => {
  const studio = useStudio()
  beforeAll(() => fillEverything(studio.ctx()))

  const ran = (page: Page) => page.evaluate((name) => Reflect.get(window, name), RAN)

  it.each(table)(
    '$address shows others’ words as text, wide and light',
    async ({ address, name, screen }) => {
      const page = await studio.share('owner')
      await page.goto(address)
      await settle(page)
      expect(await page.title()).toBe(`${screen.title} · Readout`)
      await shot(page, `${name}-light`, true)
      await expectAccessible(page)
      await expectNoSidewaysScroll(page)
      expect(await page.locator('img[src="x"], main iframe, main svg[onload], main script').count()).toBe(0)
      expect(await ran(page)).toBeUndefined()
    },
  )

  it.each(table)('$address fits 360 px, in the dark', async ({ address, name }) => {
    const page = await studio.share('owner', { width: 360, height: 720, scheme: 'dark' })
    await page.goto(address)
    await settle(page)
    await shot(page, `${name}-narrow`, true)
    await expectNoSidewaysScroll(page)
    await expectAccessible(page)
    expect(await ran(page)).toBeUndefined()
  })

  it('a boost that is opened shows its words and its metadata as text', async () => {
    const page = await studio.open('owner')
    await page.goto('/studio/boosts')
    await settle(page)
    await page.getByRole('article').first().click()
    await page.getByRole('dialog').getByRole('heading', { name: 'Payments' }).waitFor()
    for (const fold of await page.getByRole('dialog').locator('summary').all()) await fold.click()
    await page.waitForTimeout(200)
    await expectAccessible(page)
    await shot(page, 'boost-hostile')
    expect(await ran(page)).toBeUndefined()
  })
})
