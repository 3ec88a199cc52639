import { randomUUID } from 'node:crypto'
import { beforeAll, expect, it } from 'vitest'
import {
  expectAccessible,
  expectNoSidewaysScroll,
  settle,
  shot,
  waitForWorker,
} from '#tests/e2e/helper/look.ts'
import { pay } from '#tests/e2e/helper/pay.ts'
import { describeInBrowser, useStudio } from '#tests/e2e/helper/use-studio.ts'

describeInBrowser('a segment', () => {
  const studio = useStudio()
  const ago = (days: number) => new Date(Date.now() - days * 24 * 3600_000)
  beforeAll(async () => {
    const { db } = studio.ctx()
    const old = { message: 'From another year' }
    await pay(
      studio.ctx(),
      { sender: 'oldtimer', sats: 30_000, settled_at: ago(300), ...old },
      { sender: 'lastmonth', sats: 5_000, settled_at: ago(25), message: 'About the one before' },
      { sender: 'northwoods', sats: 22_222, settled_at: ago(3), message: 'Since the latest' },
      { sender: 'meshling', sats: 5_000, settled_at: ago(2), message: 'Over the mesh' },
      { sender: 'kestrel', sats: 300, settled_at: ago(1), message: 'Small but kind' },
    )
    const show = await db
      .updateTable('shows')
      .set({ status: 'kept' })
      .returning('id')
      .executeTakeFirstOrThrow()
    const episode = { show_id: show.id, provisional: false }
    await db
      .insertInto('episodes')
      .values([
        { id: randomUUID(), ...episode, title: '11: The one before', published_at: ago(30) },
        { id: randomUUID(), ...episode, title: '12: The latest', published_at: ago(4) },
      ])
      .execute()
  })

  it('begins with the latest episode when it is the first, says so, and takes more when asked', async () => {
    const page = await studio.open('host')
    await page.goto('/studio/air')
    await settle(page)
    await page.getByText(/Your first segment begins with 12: The latest/).waitFor()
    await page.getByText('2 older boosts are left out').waitFor()
    expect(await page.getByText('About the one before').count()).toBe(0)
    await shot(page, 'first-segment')
    await page.setViewportSize({ width: 390, height: 844 })
    await expectNoSidewaysScroll(page)
    await shot(page, 'first-segment-phone')
    await page.getByRole('button', { name: 'Tools', exact: true }).click()
    await page.getByRole('button', { name: 'Take more' }).click()
    await page.getByRole('button', { name: 'With 11: The one before' }).waitFor()
    await expectAccessible(page)
    await shot(page, 'take-more')
    await page.getByRole('button', { name: 'With 11: The one before' }).click()
    await page.getByText('About the one before').waitFor()
    await page.getByText(/begins with 11: The one before/).waitFor()
    expect(await page.getByText('From another year').count()).toBe(0)
  })

  it('takes what is unread along when it is closed, or says what it drops, and is reopened from the toast', async () => {
    const page = await studio.open('host')
    await page.goto('/studio/air')
    await settle(page)
    await page.getByRole('button', { name: 'Close the segment' }).click()
    await page.getByText('4 boosts are not read yet, 1 of them in Thanks.').waitFor()
    await expectAccessible(page)
    await shot(page, 'close')
    // What is said of it goes away by itself, be the page there or not.
    await Promise.all([
      page.waitForURL('**/studio/air/past/*'),
      page.getByText('Closed; 4 boosts dropped').waitFor(),
      page.getByRole('button', { name: 'Close and drop 4' }).click(),
    ])
    await shot(page, 'closed-toast')
    await page.getByRole('button', { name: 'Reopen' }).last().click()
    await page.waitForURL('**/studio/air?show=kill-show')
    await page.getByText('Since the latest').waitFor()

    // Enter does the safe thing.
    await page.getByRole('button', { name: 'Close the segment' }).click()
    await page.getByRole('dialog').locator('.button.primary').click()
    await page.waitForURL('**/studio/air/past/*')
    const closed = new URL(page.url()).pathname
    await page.goto('/studio/air/notes?show=kill-show')
    await page.getByRole('link', { name: /^Those of / }).click()
    await page.waitForURL(`**${closed}#notes`)
    await page.goto('/studio/air')
    await settle(page)
    for (const text of ['Since the latest', 'Over the mesh', 'About the one before'])
      await page.getByText(text).waitFor()
  })

  it('has the chapters of a stopwatch, though the network is cut twice, and they move with the clock', async () => {
    const page = await studio.open('host', { scheme: 'dark' })
    await page.goto('/studio/air')
    await settle(page)
    const pace = async () => page.getByTitle(/^At a usual pace/).textContent()
    const estimate = await pace()
    await waitForWorker(page)
    for (let times = 0; times < 3; times++) {
      await page.getByRole('link', { name: 'Read on air' }).click()
      await page.locator('.slide').getByText('Since the latest').waitFor()
      await page.keyboard.press('Escape')
      await settle(page)
    }
    expect(await pace()).toBe(estimate)

    await page.getByRole('link', { name: 'Read on air' }).click()
    const reads = (text: string) => page.locator('.slide').getByText(text).waitFor()
    await reads('Since the latest')
    await shot(page, 'clock-before')
    // A stopwatch in a hand that may be slow: what it shows lies between before and after.
    const clicked = Date.now()
    await page.getByRole('button', { name: /Start clock/ }).click()
    await page.getByRole('button', { name: /On air/ }).waitFor()
    const runs = Date.now()
    const step = async (key: string, text: string): Promise<[number, number]> => {
      await page.waitForTimeout(1_300)
      const before = Date.now()
      await page.keyboard.press(key)
      await reads(text)
      return [(before - runs) / 1000, (Date.now() - clicked) / 1000]
    }
    await page.context().setOffline(true)
    const second = await step('Space', 'About the one before')
    await page.reload()
    await reads('About the one before')
    const skipped = await step('Space', 'Over the mesh')
    await page.context().setOffline(false)
    await expect.poll(() => page.getByText(/offline/).count(), { timeout: 20_000 }).toBe(0)
    await page.context().setOffline(true)
    const thanks = await step('s', 'kestrel')
    await step('Space', 'kestrel')
    await page.context().setOffline(false)
    await expect.poll(() => page.getByText(/offline/).count(), { timeout: 20_000 }).toBe(0)
    const { id } = await (await page.request.get('/api/v1/segments/current?show=kill-show')).json()
    const chapters = async () => {
      const answer = await page.request.get(`/api/v1/segments/${id}/chapters.json`)
      const { chapters } = await answer.json()
      return chapters.map((one: { title: string; startTime: number }) => [one.title, one.startTime])
    }
    await expect.poll(chapters).toHaveLength(3)
    expect(skipped[1]).toBeGreaterThan(second[1])
    const [first, ...later] = await chapters()
    expect(first).toEqual(['Boost: northwoods', 0])
    expect(later.map(([title]: [string]) => title)).toEqual(['Boost: lastmonth', 'Boost: Thanks'])
    for (const [index, [least, most]] of [second, thanks].entries()) {
      expect(later[index]?.[1]).toBeGreaterThanOrEqual(Math.floor(least))
      expect(later[index]?.[1]).toBeLessThanOrEqual(Math.ceil(most))
    }

    // The recorder had been started ten seconds before.
    await page.getByRole('button', { name: /On air/ }).click()
    const field = page.getByLabel('The recording began at')
    await expectAccessible(page)
    await shot(page, 'clock-dialog')
    const began = Date.parse(await field.inputValue())
    await field.fill(
      new Date(began - 10_000 - new Date().getTimezoneOffset() * 60_000).toISOString().slice(0, 19),
    )
    await page.getByRole('button', { name: 'Move the start' }).click()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    const moved = (await chapters())[0]?.[1]
    expect(moved).toBeGreaterThan(9)
    expect(moved).toBeLessThan(12)
    await page.getByRole('button', { name: /On air/ }).click()
    await page.getByRole('button', { name: 'Pause' }).click()
    await page.getByRole('button', { name: /Paused/ }).waitFor()
    await shot(page, 'clock-paused')
    await page.goto('/studio/air/notes?show=kill-show')
    await page.getByRole('textbox', { name: 'Title of Boost: northwoods' }).waitFor()
    await expectAccessible(page)
    await page.getByRole('heading', { name: 'Chapters', exact: true }).scrollIntoViewIfNeeded()
    await shot(page, 'chapters')
  })
})
