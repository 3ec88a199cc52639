import { expect, it } from 'vitest'
import { expectAccessible, expectNoSidewaysScroll, shot } from '#tests/e2e/helper/look.ts'
import { describeInBrowser, useStudio } from '#tests/e2e/helper/use-studio.ts'

describeInBrowser('the reference of the API', () => {
  const studio = useStudio()

  it.each([
    ['wide', 1280, 'light'],
    ['narrow', 360, 'dark'],
  ] as const)('is read without an account, %s', async (name, width, scheme) => {
    const page = await studio.open(null, { width, scheme })
    await page.goto('/api/docs')
    await page.getByRole('heading', { name: 'The API of Readout' }).waitFor()
    await expectNoSidewaysScroll(page)
    await shot(page, `docs-${name}`)
    await page.goto('/api/docs#postPayments')
    await shot(page, `docs-${name}-route`)
    expect(await page.locator('#postPayments').getByText('Records one payment').isVisible()).toBe(true)
    // The others are like the first ones, and so many that a look at all takes long.
    await page.evaluate(() => {
      for (const like of document.querySelectorAll('section ~ section, .operation ~ .operation'))
        like.remove()
    })
    await expectAccessible(page)
  })

  it('an address of nothing is a page that says so', async () => {
    const page = await studio.open(null, { scheme: 'dark' })
    const answer = await page.goto('/nowhere')
    expect(answer?.status()).toBe(404)
    await page.getByRole('heading', { name: 'Nothing here' }).waitFor()
    await expectAccessible(page)
    await page.getByRole('link', { name: 'Go to the front page' }).click()
    await page.waitForURL((url) => url.pathname === '/')
    await expectAccessible(page)
  })
})
