import { beforeAll, expect, it } from 'vitest'
import { loadDemo } from '#seeds/load-demo.ts'
import { expectAccessible, expectNoSidewaysScroll, settle, shot } from '#tests/e2e/helper/look.ts'
import { makeAccount } from '#tests/e2e/helper/make-account.ts'
import { describeInBrowser, useStudio } from '#tests/e2e/helper/use-studio.ts'

describeInBrowser('the demo', () => {
  const studio = useStudio()
  beforeAll(() => loadDemo(studio.ctx()))

  it('is what the link of the first start leads to, marked as demo', async () => {
    const page = await studio.open(null, { scheme: 'dark' })
    await makeAccount(studio, page)
    await page.goto('/studio/boosts')
    await settle(page)
    expect(await page.getByRole('article').count()).toBeGreaterThan(5)
    await shot(page, 'demo-boosts')
    await page.goto('/studio/air')
    await settle(page)
    await page.getByRole('heading', { name: /^Since \d+: / }).waitFor()
    await shot(page, 'demo-air')
  })

  it('says on every screen that it is one, and has books to try', async () => {
    const page = await studio.open('owner')
    const looks = [
      ['home', 'To read on air'],
      ['air', 'Since'],
      ['boosts', 'Boosts'],
      ['dashboard', 'Dashboard'],
      ['shows', 'Shows'],
      ['sources', 'Sources'],
    ] as const
    for (const [path, words] of looks) {
      await page.goto(`/studio/${path}`)
      await settle(page)
      await page.getByText(words).first().waitFor()
      await page.getByRole('complementary', { name: 'Demo' }).waitFor()
      await shot(page, `demo-${path}`)
    }
    await page.goto('/studio/books')
    await page.getByText('(demo, made up)').waitFor()
    await page.getByText('Total').first().waitFor()
    await expectAccessible(page)
    await shot(page, 'demo-books')
    const file = page.getByRole('link', { name: 'Download the file' })
    expect(await file.getAttribute('href')).toContain('show=linux-unplugged')
    const answer = await page.request.get((await file.getAttribute('href')) ?? '')
    expect(answer.headers()['content-disposition']).toContain('readout-demo-')
    expect(await answer.text()).toMatch(/LINUX Unplugged \(demo\)[\s\S]*Demo: made up, no books; count=/)
  })

  it('leaves the running order in the upper third of a phone, with its tools behind one button', async () => {
    const page = await studio.open('host', { width: 390, height: 844, scheme: 'dark' })
    await page.goto('/studio/air')
    await settle(page)
    const first = await page.locator('.air-list .section-head').first().boundingBox()
    await shot(page, 'demo-air-narrow')
    expect(first?.y).toBeLessThan(844 / 3)
    expect(await page.getByRole('link', { name: 'Notes', exact: true }).isVisible()).toBe(false)
    await page.getByRole('button', { name: 'Tools' }).click()
    await page.getByRole('link', { name: 'Notes', exact: true }).waitFor()
    await page.getByRole('button', { name: 'Close the segment' }).waitFor()
    await expectAccessible(page)
    await expectNoSidewaysScroll(page)
    await shot(page, 'demo-air-tools')
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

  it('stands apart from a show of one’s own, which comes first', async () => {
    const page = await studio.open('owner')
    await page.goto('/studio/home')
    await page.getByRole('heading', { name: 'LINUX Unplugged' }).waitFor()
    await page.getByRole('link', { name: 'Add your own show' }).click()
    await page.getByRole('button', { name: 'It has no feed yet' }).click()
    await page.getByLabel('Title of the show').fill('Garden Talk')
    await page.getByRole('button', { name: 'Add the show' }).click()
    await page.getByText('No episodes yet').waitFor()
    await page.goto('/studio/home')
    await page.getByRole('heading', { name: 'Garden Talk' }).waitFor()
    await settle(page)
    await page.getByRole('complementary', { name: 'Demo' }).waitFor({ state: 'detached' })
    await page.getByLabel('Show', { exact: true }).selectOption('LINUX Unplugged')
    await page.getByRole('complementary', { name: 'Demo' }).waitFor()
    const other = await studio.open('host')
    await other.goto('/studio/air')
    await other.getByText('Nothing came in yet').waitFor()
    await studio.ctx().db.deleteFrom('shows').where('demo', '=', false).execute()
  })

  it('is left with one click, said plainly, and the first steps follow', async () => {
    const page = await studio.open('owner')
    await page.goto('/studio/home')
    await page.getByText('Leaving it removes all of that, and nothing of yours.').waitFor()
    await page.getByRole('button', { name: 'Leave the demo' }).click()
    await page.waitForURL('**/studio/start')
    await page.getByText('The demo is gone').waitFor()
    await settle(page)
    expect(await page.getByRole('complementary', { name: 'Demo' }).count()).toBe(0)
    await page.getByLabel('Address of its feed').waitFor()
  })
})
