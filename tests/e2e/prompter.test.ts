import { beforeAll, expect, it } from 'vitest'
import { expectAccessible, settle, shot } from '#tests/e2e/helper/look.ts'
import { pay } from '#tests/e2e/helper/pay.ts'
import { describeInBrowser, useStudio } from '#tests/e2e/helper/use-studio.ts'

describeInBrowser('the reading view', () => {
  const studio = useStudio()
  const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000)
  const words = (count: number) => Array.from({ length: count }, (_, at) => `word${at}`).join(' ')
  beforeAll(async () => {
    await pay(
      studio.ctx(),
      { sender: 'short', sats: 50_000, message: 'Two words', settled_at: ago(50) },
      { sender: 'middling', sats: 40_000, message: words(60), settled_at: ago(40) },
      { sender: 'endless', sats: 35_000, message: words(500), settled_at: ago(30) },
      { sender: 'quiet', sats: 15_000, message: 'With words', settled_at: ago(20) },
      { sender: 'quiet', sats: 5_000, settled_at: ago(19) },
      { sender: 'quiet', sats: 5_000, settled_at: ago(18) },
      { sender: 'quiet', sats: 5_086, settled_at: ago(17) },
    )
    await studio.ctx().db.updateTable('shows').set({ status: 'kept' }).execute()
  })

  it('makes a long turn fit, pages a longer one and says so, and folds boosts without a message', async () => {
    const page = await studio.open('host', { scheme: 'dark', width: 1280, height: 800 })
    await page.goto('/studio/air/read?show=kill-show')
    const size = () =>
      page
        .locator('.stage')
        .evaluate((stage) => Number.parseInt(stage.style.getPropertyValue('--reading-size'), 10))
    const isWhole = () =>
      page.locator('.stage').evaluate(({ scrollHeight, clientHeight }) => scrollHeight <= clientHeight + 2)
    const next = page.locator('.reading-actions .primary')
    const reads = (text: string) => page.locator('.slide-who').getByText(text).waitFor()
    await reads('short')
    expect([await size(), await isWhole()]).toEqual([52, true])

    await page.keyboard.press('Space')
    await reads('middling')
    expect(await size()).toBeLessThan(52)
    expect(await size()).toBeGreaterThanOrEqual(30)
    expect(await isWhole()).toBe(true)
    await shot(page, 'prompter-fit')

    await page.keyboard.press('Space')
    await reads('endless')
    expect([await size(), await isWhole()]).toEqual([30, false])
    await next.getByText(/^more, 1 of \d$/).waitFor()
    await expectAccessible(page)
    await shot(page, 'prompter-page')
    await page.keyboard.press('Space')
    await next.getByText(/2 of \d/).waitFor()
    await reads('endless')
    const pages = Number(/of (\d)/.exec((await next.textContent()) ?? '')?.[1])
    for (let at = 2; at < pages; at++) {
      await page.keyboard.press('Space')
      await next.getByText(new RegExp(`${at + 1} of`)).waitFor()
    }
    await next.getByText(/^read, next \(/).waitFor()
    await page.keyboard.press('Space')

    await reads('quiet')
    await page.getByText('and 3 more without a message, 15,086 sats').waitFor()
    expect(await size()).toBe(52)
    await settle(page)
    await shot(page, 'prompter-fold')

    await page.keyboard.press('?')
    await page.getByLabel('Light, for a bright room').check()
    await page.getByRole('button', { name: 'Longer lines' }).click()
    await page.getByText('about 38 letters').waitFor()
    await expectAccessible(page)
    await shot(page, 'prompter-light')
  })
})
