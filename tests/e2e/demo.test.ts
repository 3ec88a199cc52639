import { beforeAll, expect, it } from 'vitest'
import { createSetupLink } from '#api/auth/setup-link.ts'
import { loadDemo } from '#seeds/load-demo.ts'
import { settle, shot } from '#tests/e2e/helper/look.ts'
import { describeInBrowser, useStudio } from '#tests/e2e/helper/use-studio.ts'

describeInBrowser('the demo', () => {
  const studio = useStudio()
  beforeAll(() => loadDemo(studio.ctx()))

  it('is what the link of the first start leads to, marked as demo', async () => {
    const page = await studio.open(null, { scheme: 'dark' })
    await page.goto((await createSetupLink(studio.ctx(), studio.url())) ?? '')
    await page.getByLabel('Email').fill('chris@example.com')
    await page.getByLabel('Your name').fill('Chris')
    await page.getByLabel('Password', { exact: true }).fill('seven boats on a green lake')
    await page.getByRole('button', { name: 'Make the account' }).click()
    await page.waitForURL('**/studio/boosts')
    await page.getByText('demo show').first().waitFor()
    await settle(page)
    expect(await page.getByRole('article').count()).toBeGreaterThan(5)
    await shot(page, 'demo-boosts')
    await page.goto('/studio/air')
    await settle(page)
    await page.getByText('Since 458: NVIDIA’s New View').waitFor()
    await shot(page, 'demo-air')
  })

  it('scrolls through all of its boosts, with few of them on the page at a time', async () => {
    const page = await studio.share('host')
    await page.goto('/studio/boosts?show=linux-unplugged')
    await settle(page)
    const place = () => page.locator('article').last().getAttribute('aria-posinset').then(Number)
    const toEnd = async () => {
      await page.evaluate(() => scrollTo({ top: document.body.scrollHeight }))
      await page.waitForTimeout(50)
      return place()
    }
    await expect.poll(toEnd, { interval: 50, timeout: 25_000 }).toBeGreaterThan(400)
    expect(await page.getByRole('article').count()).toBeLessThan(60)
  })
})
