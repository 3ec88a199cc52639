import { beforeAll, expect, it } from 'vitest'
import { expectAccessible, settle, shot, slowDown } from '#tests/e2e/helper/look.ts'
import { pay } from '#tests/e2e/helper/pay.ts'
import { describeInBrowser, useStudio } from '#tests/e2e/helper/use-studio.ts'
import { keyCredential } from '#tests/helper/credential.ts'

describeInBrowser('the list of boosts', () => {
  const studio = useStudio()
  beforeAll(async () => {
    const minute = 60_000
    const senders = ['sirlurksalot', 'marcel', 'winebear', 'Zoë', 'محمد', 'crashmaster18']
    const old = Array.from({ length: 60 }, (_, n) => ({
      sender: senders[n % senders.length] ?? '',
      message: `Message ${n} of a long list`,
      sats: 1000 + n,
      episode: n < 30 ? 'The second one' : 'The first one',
      settled_at: new Date(Date.now() - (n + 10) * minute),
    }))
    await pay(studio.ctx(), ...old)
  })

  it('offers a payment that is posted to the running service by itself, and moves nothing', async () => {
    const page = await studio.open('host')
    await page.goto('/studio/boosts')
    await settle(page)
    await page.getByText('Message 0 of a long list').waitFor()
    // The line is open once the page has heard something.
    await studio.ctx().live.ready()
    await page.waitForTimeout(300)
    const before = await page.getByText('Message 3 of a long list').boundingBox()

    const key = await keyCredential(studio.ctx(), ['intake'])
    for (const [at, message] of ['Hot off the node 🔥', 'And one more'].entries()) {
      const answer = await fetch(`${studio.url()}/api/v1/payments`, {
        method: 'POST',
        headers: { ...key, 'Content-Type': 'application/json' },
        body: JSON.stringify({
          source: 'test node',
          id: `fresh ${at}`,
          settled_at: new Date().toISOString(),
          amount_msat: 4_200_000,
          boostagram: {
            action: 'boost',
            podcast: 'Kill Show',
            sender_name: 'Ann',
            message,
            value_msat_total: 4_200_000,
          },
        }),
      })
      expect(answer.status).toBe(200)
      await page.getByRole('button', { name: `${at + 1} new` }).waitFor()
    }
    const offer = page.getByRole('button', { name: /\d new/ })
    const after = await page.getByText('Message 3 of a long list').boundingBox()
    expect(after?.y).toBe(before?.y)
    expect(await page.getByText('Hot off the node').count()).toBe(0)
    await offer.click()
    await page.getByText('Hot off the node 🔥').waitFor()
    await shot(page, 'boosts')
  })

  it('is walked through by keyboard alone', async () => {
    const page = await studio.open('host')
    await page.goto('/studio/boosts')
    await settle(page)
    await page.getByText('Message 0 of a long list').waitFor()
    const current = page.locator('article[aria-current="true"]')
    await page.keyboard.press('j')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await expect.poll(() => current.getAttribute('aria-posinset')).toBe('3')
    expect(await current.evaluate((row) => row === document.activeElement)).toBe(true)
    const name = (await current.locator('.boost-name').textContent()) ?? ''
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('heading', { name: 'Claim and receipt' }).waitFor()
    expect(await dialog.getByRole('heading', { level: 2 }).first().textContent()).toContain(name)
    expect(page.url()).toMatch(/\/studio\/boosts\/[0-9a-f-]{36}$/)
    await expectAccessible(page)
    await shot(page, 'boost-open')
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    await expect.poll(() => current.evaluate((row) => row === document.activeElement)).toBe(true)
    // The end moves on as more is read.
    const toEnd = async () => {
      await page.keyboard.press('End')
      return current.getAttribute('aria-posinset')
    }
    await expect.poll(toEnd, { interval: 100 }).toBe('62')
    await page.keyboard.press('Home')
    await expect.poll(() => current.getAttribute('aria-posinset')).toBe('1')
  })

  it('keeps what is looked for in its address', async () => {
    const page = await studio.open('host')
    await page.goto('/studio/boosts')
    await settle(page)
    await page.getByRole('searchbox').fill('Message 17')
    await page.waitForURL(/q=Message/)
    await page.getByText('Message 17 of a long list').waitFor()
    await page.getByText('Message 3 of a long list').waitFor({ state: 'detached' })
    await page.reload()
    await page.getByText('Message 17 of a long list').waitFor()
    expect(await page.getByRole('searchbox').inputValue()).toBe('Message 17')
    expect(await page.getByRole('article').count()).toBe(1)
  })

  it('is there over a bad cellular link, and says when the line is down', async () => {
    const page = await studio.open('host', { width: 390, height: 844, scheme: 'dark', isFirst: true })
    const cutOff = await slowDown(page)
    const line = page.waitForResponse('**/api/v1/live')
    await page.goto('/studio/boosts')
    await page.getByText('Message 3 of a long list').waitFor()
    await line
    // The head of the answer takes its time to the page, too.
    await page.waitForTimeout(1_000)
    await cutOff(true)
    await page.getByText('offline', { exact: true }).waitFor()
    await cutOff(false)
    await page.getByText('offline', { exact: true }).waitFor({ state: 'detached' })
  })
})
