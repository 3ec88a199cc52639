import type { Page } from 'playwright-core'
import sharp from 'sharp'
import { expect, it } from 'vitest'
import { newGoalSchema } from '#api/contract/goal.ts'
import { makeGoal } from '#api/goal/goals.ts'
import { expectAccessible, expectNoSidewaysScroll, settle, shot } from '#tests/e2e/helper/look.ts'
import { pay } from '#tests/e2e/helper/pay.ts'
import { describeInBrowser, useStudio } from '#tests/e2e/helper/use-studio.ts'
import { makeWav } from '#tests/helper/make-wav.ts'

describeInBrowser('an overlay', () => {
  const studio = useStudio()
  let address = ''

  /** What a browser has shown, in order. */
  const follow = async (page: Page): Promise<() => Promise<string[]>> => {
    // The same address would not be loaded anew.
    await page.goto('about:blank')
    await page.goto(address)
    await page.waitForFunction(() => document.querySelector('.overlay-goals:not([hidden])'))
    await page.evaluate(() => {
      const seen: string[] = []
      Object.assign(window, { seen })
      const look = () => {
        const who = document.querySelector(
          '.overlay-card:not(.is-leaving) :is(.overlay-who strong, .overlay-words)',
        )
        const name = who?.textContent
        if (name && seen.at(-1) !== name) seen.push(name)
      }
      new MutationObserver(look).observe(document.body, { childList: true, subtree: true })
    })
    return () => page.evaluate(() => ('seen' in window && Array.isArray(window.seen) ? window.seen : []))
  }
  const boost = (sender: string, message = `Hello of ${sender}`) =>
    pay(studio.ctx(), { sender, sats: 1337, message, episode: '690: An episode' })

  it('is made in the studio, tried there, and set to show boosts at once', async () => {
    await boost('nobody')
    const show = await studio
      .ctx()
      .db.updateTable('shows')
      .set({ status: 'kept' })
      .returningAll()
      .executeTakeFirstOrThrow()
    const goal = newGoalSchema.parse({ title: 'A trip to the coast', target: 20_000, period: 'month' })
    await makeGoal(studio.ctx().db, show, goal, new Date())
    const page = await studio.open('host', { width: 1440, height: 900 })
    await page.goto('/studio/overlay')
    await settle(page)
    await shot(page, 'overlay-studio-empty')
    await page.getByLabel('Name of a new overlay').fill('Stream')
    await page.getByRole('button', { name: 'Make it' }).click()
    address = await page.getByLabel('Its address').inputValue()
    expect(address).toMatch(/\/overlay#[\w-]{43}$/)
    await page.getByText('What it shows', { exact: true }).click()
    await page.getByLabel('Only what we let through').uncheck()
    await page.getByLabel('A line with the month’s sum').check()
    await page.getByLabel('Who gave most this month').check()
    for (const seconds of await page.getByLabel('Seconds on the screen', { exact: true }).all())
      await seconds.fill('2')
    await expectAccessible(page)
    await expectNoSidewaysScroll(page)
    await shot(page, 'overlay-studio-settings', true)
    await page.getByRole('button', { name: 'Save what it shows' }).click()
    await page.getByText('The overlay shows it so now').waitFor()
    await page.getByRole('button', { name: 'Show a test' }).click()
    await page.getByRole('list', { name: 'Queue' }).getByText('A test', { exact: true }).waitFor()
  })

  it('shows each boost in two browsers once and in order; one that was cut off shows what it missed, once', async () => {
    const [one, two] = [
      await studio.open(null, { width: 1920, height: 1080 }),
      await studio.open(null, { width: 1280, height: 720 }),
    ]
    const [seenByOne, seenByTwo] = [await follow(one), await follow(two)]
    await boost('ann', 'First of all: thank you for the show, from a boat.')
    await one.getByText('First of all').waitFor()
    await two.getByText('First of all').waitFor()
    await shot(one, 'overlay-alert')
    await two.context().setOffline(true)
    await boost('ben')
    await one.getByText('Hello of ben').waitFor()
    await boost('cat')
    await one.getByText('Hello of cat').waitFor()
    await two.context().setOffline(false)
    await two.getByText('Hello of cat').waitFor()
    expect(await seenByTwo()).toEqual(['ann', 'ben', 'cat'])
    expect(await seenByOne()).toEqual(['ann', 'ben', 'cat'])
    // A reload shows none of them again, and what comes next.
    const seenAnew = await follow(two)
    await boost('dan')
    await two.getByText('Hello of dan').waitFor()
    expect(await seenAnew()).toEqual(['dan'])
  })

  it('is held back, let through and shown again from the studio, and celebrates a goal', async () => {
    const overlay = await studio.open(null, { width: 1280, height: 720 })
    await follow(overlay)
    const page = await studio.open('host', { width: 390, height: 844, scheme: 'dark' })
    await page.goto('/studio/overlay')
    await settle(page)
    await page.getByText('What it shows', { exact: true }).click()
    await page.getByLabel('Only what we let through').check()
    await page.getByRole('button', { name: 'Save what it shows' }).click()
    await page.getByText('Shows what you let through').waitFor()
    await boost('eve', 'May I be shown?')
    const queue = page.getByRole('list', { name: 'Queue' })
    await queue.getByText('waits for you').waitFor()
    await expectAccessible(page)
    await expectNoSidewaysScroll(page)
    await shot(page, 'overlay-studio-queue', true)
    expect(await overlay.getByText('May I be shown?').count()).toBe(0)
    await page.getByRole('button', { name: 'Let through: eve' }).click()
    await overlay.getByText('May I be shown?').waitFor()
    await page.getByRole('button', { name: 'Skip: eve' }).click()
    await overlay.getByText('May I be shown?').waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Show again: eve' }).click()
    await overlay.getByText('May I be shown?').waitFor()
    await pay(studio.ctx(), { sender: 'fay', sats: 50_000, message: 'For the coast' })
    await overlay.getByText('Goal reached').waitFor()
    await shot(overlay, 'overlay-goal')
    expect(await overlay.getByText('For the coast').count()).toBe(0)
  })

  it('shows a picture that moves and plays a sound, both of the show’s own, as they were put up in the studio', async () => {
    const page = await studio.open('host', { width: 1440, height: 900 })
    await page.goto('/studio/overlay')
    await settle(page)
    const put = page.getByLabel('Add a picture or a sound')
    await put.setInputFiles({ name: 'boost.gif', mimeType: 'image/gif', buffer: await drawMoving() })
    const own = page.getByRole('list', { name: 'Our own pictures and sounds' })
    await own.getByText('boost', { exact: true }).waitFor()
    await put.setInputFiles({ name: 'gong.wav', mimeType: 'audio/wav', buffer: makeWav(1200) })
    await own.getByText('gong', { exact: true }).waitFor()
    await put.setInputFiles({ name: 'page.html', mimeType: 'text/html', buffer: Buffer.from('<p>no') })
    await page.getByRole('alert').getByText('neither a picture nor a sound').waitFor()
    await page.getByText('What it shows', { exact: true }).click()
    const first = page.getByRole('group', { name: 'Rule 1' })
    await first.getByLabel('Picture').selectOption('boost')
    await first.getByLabel('Sound').selectOption('gong')
    await page.getByRole('button', { name: 'Save what it shows' }).click()
    await page.getByText('The overlay shows it so now').waitFor()
    await expectAccessible(page)
    await shot(page, 'overlay-studio-own', true)
    const overlay = await studio.open(null, { width: 1920, height: 1080 })
    const fetched: string[] = []
    overlay.on('response', (answer) => {
      if (answer.ok() && answer.url().includes('/overlay/media/'))
        fetched.push(answer.headers()['content-type'] ?? '')
    })
    await follow(overlay)
    await page.getByRole('button', { name: 'Show a test' }).click()
    const picture = overlay.locator('img.overlay-picture.is-own')
    await picture.waitFor()
    await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(300)
    await shot(overlay, 'overlay-own-picture')
    expect(fetched.sort()).toEqual(['audio/wav', 'image/webp'])
    await page.getByRole('button', { name: 'Remove boost' }).click()
    await page.getByRole('alert').getByText('A rule of “Stream” uses it').waitFor()
    const narrow = await studio.open('host', { width: 390, height: 844, scheme: 'dark', locale: 'de-DE' })
    await narrow.goto('/studio/overlay')
    await settle(narrow)
    await narrow.getByText('Was es zeigt', { exact: true }).click()
    await expectNoSidewaysScroll(narrow)
    await shot(narrow, 'overlay-studio-own-narrow', true)
  })
})

/** A picture of three frames that lets the video through. */
async function drawMoving(): Promise<Buffer> {
  const plain = (side: number, background: string) => ({
    create: { width: side, height: side, channels: 4 as const, background },
  })
  const frames = [80, 160, 240].map((side) =>
    sharp(plain(300, '#0000'))
      .composite([{ input: plain(side, '#f2994a') }])
      .png()
      .toBuffer(),
  )
  return await sharp(await Promise.all(frames), { join: { animated: true } })
    .gif({ delay: [150, 150, 150] })
    .toBuffer()
}
