import type { Page } from 'playwright-core'
import { beforeAll, expect, it } from 'vitest'
import {
  expectAccessible,
  expectNoSidewaysScroll,
  settle,
  shot,
  slowDown,
  waitForWorker,
} from '#tests/e2e/helper/look.ts'
import { pay } from '#tests/e2e/helper/pay.ts'
import { describeInBrowser, useStudio } from '#tests/e2e/helper/use-studio.ts'

const READING = '/studio/air/read?show=kill-show'

describeInBrowser('a segment on air', () => {
  const studio = useStudio()
  const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000)
  beforeAll(async () => {
    await pay(
      studio.ctx(),
      { sender: 'northwoods', sats: 30_000, message: 'For the road trip', settled_at: ago(50) },
      { sender: 'quackers', sats: 22_222, message: 'A row of ducks 🦆', settled_at: ago(40) },
      { sender: 'meshling', sats: 5_000, message: 'Over the mesh', settled_at: ago(30) },
      { sender: 'twolines', sats: 4_400, message: 'Two lines in the inventory', settled_at: ago(20) },
      { sender: 'kestrel', sats: 300, message: 'Small but kind', settled_at: ago(10) },
      { sender: 'lowtide', sats: 200, settled_at: ago(9) },
      { sender: 'lowtide', action: 'stream', sats: 50, settled_at: ago(8) },
    )
    await studio.ctx().db.updateTable('shows').set({ status: 'kept' }).execute()
  })

  const who = (page: Page) => page.locator('.slide-who bdi, .slide-who').first()
  /** Waits until this is what is read, not what comes next. */
  const reads = (page: Page, text: string) => page.locator('.slide').getByText(text).waitFor()
  const segment = async (page: Page) =>
    (await page.request.get('/api/v1/segments/current?show=kill-show')).text()
  const where = (page: Page) => page.locator('.reading-where')

  it('is gone through and marked in the list by letters, from wherever the page is', async () => {
    const page = await studio.open('host')
    await page.goto('/studio/air')
    await settle(page)
    const rows = page.getByRole('article')
    const here = () => page.evaluate(() => document.activeElement?.getAttribute('data-row'))
    await page.keyboard.press('j')
    await expect.poll(here).toBe(await rows.nth(0).getAttribute('data-row'))
    await page.keyboard.press('j')
    await expect.poll(here).toBe(await rows.nth(1).getAttribute('data-row'))
    await page.keyboard.press('k')
    await expect.poll(here).toBe(await rows.nth(0).getAttribute('data-row'))
    const read = rows.nth(0).getByText('read', { exact: true })
    await page.keyboard.press('r')
    await read.waitFor()
    await page.keyboard.press('r')
    await read.waitFor({ state: 'detached' })
    await page.getByText('all keys').waitFor()
    await page.keyboard.press('?')
    await page.getByRole('dialog', { name: 'Keys' }).waitFor()
    await expectAccessible(page)
    await page.keyboard.press('Escape')
    // The tests that follow begin with everything unread.
    await expect.poll(() => segment(page)).not.toContain('"status":"read"')
    await expect.poll(() => segment(page)).toContain('"version":2')
  })

  it('opens a boost by a click, and undoes one thing after the other, also after the page is opened anew', async () => {
    const page = await studio.open('host')
    await page.goto('/studio/air')
    await settle(page)
    const rows = page.getByRole('article')
    const state = (nth: number) => rows.nth(nth).getByText(/^(read|skipped)$/)
    await rows.nth(0).getByText('For the road trip').click()
    await page.getByRole('dialog', { name: /northwoods/ }).waitFor()
    await page.keyboard.press('Escape')
    await rows.nth(0).focus()
    await page.keyboard.press('s')
    await state(0).waitFor()
    await page.keyboard.press('j')
    await page.keyboard.press('r')
    await state(1).waitFor()
    await shot(page, 'air-undo')
    await expect.poll(async () => (await segment(page)).match(/"status":"(read|skipped)"/g)?.length).toBe(2)
    await page.reload()
    await settle(page)
    await state(1).waitFor()
    await page.keyboard.press('u')
    await state(1).waitFor({ state: 'detached' })
    await page.getByText('Undone: marked read').waitFor()
    await page.keyboard.press('ControlOrMeta+z')
    await state(0).waitFor({ state: 'detached' })
    expect(await page.getByRole('button', { name: 'Undo', exact: true }).count()).toBe(0)
    await expect.poll(async () => (await segment(page)).match(/"status":"(read|skipped)"/g)).toBeNull()
  })

  it('is prepared, read by keyboard in two browsers with the network cut in the middle, and closed', async () => {
    const chris = await studio.open('host', { scheme: 'dark' })
    await chris.goto('/studio/air')
    await settle(chris)
    await chris.getByText('For the road trip').waitFor()
    await expectAccessible(chris)
    await shot(chris, 'air-list')
    // Everything that the reading view needs is on the device before the line goes.
    await waitForWorker(chris)
    await chris.getByRole('link', { name: 'Read on air' }).click()
    await reads(chris, 'For the road trip')
    await expectAccessible(chris)
    await shot(chris, 'air-reading')

    const brent = await studio.open('host')
    await brent.goto(READING)
    await reads(brent, 'For the road trip')
    await studio.ctx().live.ready()
    await chris.waitForTimeout(300)
    await chris.getByRole('button', { name: /Start clock/ }).click()
    await chris.getByText('On air').first().waitFor()

    // Brent follows what Chris shows.
    await chris.keyboard.press('Space')
    await reads(chris, 'A row of ducks')
    await reads(brent, 'A row of ducks')
    expect(await where(brent).textContent()).toBe('2 of 6')

    // The line goes down; the page opens anew all the same, and the segment goes on.
    await chris.context().setOffline(true)
    await chris.reload()
    await reads(chris, 'A row of ducks')
    await chris.keyboard.press('PageDown')
    await reads(chris, 'Over the mesh')
    await chris.keyboard.press('s')
    await reads(chris, 'Two lines in the inventory')
    await chris.keyboard.press('u')
    await reads(chris, 'Over the mesh')
    await chris.keyboard.press('Space')
    await reads(chris, 'Two lines in the inventory')
    await chris.keyboard.press('h')
    await chris.getByRole('heading', { name: /^Thanks/ }).waitFor()
    await chris.getByText(/offline, \d+ to send/).waitFor()

    // Meanwhile Brent marks something himself, and a boost comes in.
    await pay(studio.ctx(), { sender: 'latecomer', sats: 2_500, message: 'Just in time' })
    await brent.getByRole('button', { name: 'Take in 1 new' }).waitFor()
    expect(await brent.getByText('Just in time').count()).toBe(0)

    await chris.context().setOffline(false)
    await expect.poll(() => chris.getByText(/offline/).count(), { timeout: 20_000 }).toBe(0)
    await chris.keyboard.press('Space')
    await chris.getByRole('heading', { name: /^Streams/ }).waitFor()
    await chris.keyboard.press('Space')
    expect(await where(chris).textContent()).toBe('6 of 6')

    const marks = async () => {
      const rows = await studio
        .ctx()
        .db.selectFrom('boosts')
        .select(['sender_name', 'read_at'])
        .where('read_at', 'is not', null)
        .orderBy('sender_name')
        .execute()
      return rows.map((row) => row.sender_name)
    }
    await expect
      .poll(marks, { timeout: 20_000 })
      .toEqual(['kestrel', 'lowtide', 'meshling', 'northwoods', 'quackers'])

    await chris.keyboard.press('Escape')
    await settle(chris)
    await chris.getByRole('button', { name: '1 new', exact: true }).click()
    await chris.getByText('Just in time').waitFor()
    await chris.getByRole('button', { name: 'Close the segment' }).click()
    await chris.getByText('1 boost is not read yet.').waitFor()
    await chris.getByRole('button', { name: 'Close and drop 1' }).waitFor()
    await expectAccessible(chris)
    await chris.getByRole('button', { name: 'Close, take 1 along' }).click()
    await chris.waitForURL('**/studio/air/past/*')
    await settle(chris)
    const notes = chris.getByRole('region', { name: 'Show notes as Markdown' })
    await notes.waitFor()
    const text = (await notes.textContent()) ?? ''
    expect(text.indexOf('northwoods')).toBeGreaterThan(-1)
    expect(text.indexOf('northwoods')).toBeLessThan(text.indexOf('quackers'))
    expect(text).not.toContain('Just in time')
    await shot(chris, 'air-past')
    await expectAccessible(chris)

    const id = chris.url().split('/').at(-1)
    const answer = await chris.request.get(`/api/v1/segments/${id}/chapters.json`)
    const { version, chapters } = await answer.json()
    expect(version).toBe('1.2.0')
    const titles = chapters.map((chapter: { title: string }) => chapter.title)
    expect(titles.join('\n')).toMatch(/Boost: .*quackers[\s\S]*Boost: .*meshling/)

    // What was held and what was new are in the next one.
    await chris.goto('/studio/air')
    await chris.getByText('Two lines in the inventory').waitFor()
    await chris.getByText('Just in time').waitFor()
    expect(await chris.getByText('For the road trip').count()).toBe(0)
  })

  it('stops at its ends, is blank at a key, and grows and shrinks', async () => {
    const page = await studio.open('host', { width: 390, height: 844, scheme: 'dark' })
    await page.goto(READING)
    await page.locator('.slide').waitFor()
    await expectNoSidewaysScroll(page)
    await expectAccessible(page)
    await page.keyboard.press('ArrowLeft')
    expect(await where(page).textContent()).toMatch(/^1 of/)
    const first = await who(page).textContent()
    await page.keyboard.press('.')
    expect(await page.locator('.slide').count()).toBe(0)
    await page.keyboard.press('.')
    expect(await who(page).textContent()).toBe(first)
    const sizeOf = () =>
      page.locator('.reading').evaluate((view) => view.style.getPropertyValue('--reading-size'))
    expect(await sizeOf()).toBe('52px')
    await page.keyboard.press('+')
    expect(await sizeOf()).toBe('60px')
    await shot(page, 'air-reading-phone')
  })

  it('shows the running order on a bad cellular link, and the next time with nothing of it loaded again', async () => {
    const page = await studio.open('host', { isFirst: true })
    await slowDown(page)
    /** The files of the page that came over the link. */
    const loaded = async () => {
      await page.goto('/studio/air')
      await page.getByText('Two lines in the inventory').waitFor()
      return page.evaluate(() =>
        performance
          .getEntriesByType('resource')
          .filter((entry) => /\.(js|css|woff2)$/.test(new URL(entry.name).pathname))
          .filter((entry) => entry instanceof PerformanceResourceTiming && entry.workerStart === 0)
          .map(({ name }) => name),
      )
    }
    expect((await loaded()).length).toBeGreaterThan(0)
    await waitForWorker(page)
    expect(await loaded()).toEqual([])
  })
})
