import type { Page } from 'playwright-core'
import { beforeAll, expect, it } from 'vitest'
import { expectAccessible, expectNoSidewaysScroll, settle, shot } from '#tests/e2e/helper/look.ts'
import { pay } from '#tests/e2e/helper/pay.ts'
import { describeInBrowser, useStudio } from '#tests/e2e/helper/use-studio.ts'

const READING = '/studio/air/read?show=kill-show'

describeInBrowser('the desk', () => {
  const studio = useStudio()
  const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000)
  const words = (count: number) => Array.from({ length: count }, (_, at) => `word${at}`).join(' ')
  beforeAll(async () => {
    await pay(
      studio.ctx(),
      { sender: 'northwoods', sats: 50_000, message: words(60), settled_at: ago(60) },
      { sender: 'quackers', sats: 40_000, message: words(60), settled_at: ago(55) },
      { sender: 'meshling', sats: 9_000, message: words(60), settled_at: ago(50) },
      { sender: 'twolines', sats: 8_000, message: words(60), settled_at: ago(45) },
      { sender: 'quiet', sats: 7_000, message: 'With words', settled_at: ago(40) },
      { sender: 'quiet', sats: 5_000, settled_at: ago(39) },
      { sender: 'quiet', sats: 5_086, settled_at: ago(38) },
      { sender: 'kestrel', sats: 300, message: 'Small but kind', settled_at: ago(30) },
    )
    await studio.ctx().db.updateTable('shows').set({ status: 'kept' }).execute()
  })

  const names = async (page: Page) =>
    (await page.locator('.air-list .boost-name:not(.again)').allTextContents()).map((name) => name.trim())
  const row = (page: Page, name: string) => page.locator('.air-row', { hasText: name }).first()
  const openList = async (looks = {}) => {
    const page = await studio.open('host', looks)
    await page.goto('/studio/air')
    await settle(page)
    await row(page, 'northwoods').waitFor()
    return page
  }

  it('plans a segment: a line says where the time ends, small ones are thanked, and the show keeps the plan', async () => {
    const page = await openList({ scheme: 'dark' })
    await page.getByText('and 2 more without a message, 10,086 sats').waitFor()
    await page.getByRole('button', { name: 'Plan', exact: true }).click()
    await page.getByLabel(/^It takes/).fill('2')
    await page.getByLabel('Keep this plan as').fill('A short one')
    await page.getByRole('button', { name: 'Keep', exact: true }).click()
    await page.getByRole('button', { name: 'A short one' }).waitFor()
    await expectAccessible(page)
    await shot(page, 'plan-dialog')
    await page.getByRole('button', { name: 'Plan it so' }).click()
    await page.getByText('2 min end here').waitFor()
    expect(await page.locator('.air-cut').textContent()).toMatch(/[12] turns? too many/)
    await page.locator('.head').getByText('2 min planned').waitFor()
    await expectAccessible(page)
    await shot(page, 'plan-line')

    await page.getByRole('button', { name: 'Plan', exact: true }).click()
    await page.getByLabel(/^Read only from/).fill('10,000')
    await page.getByRole('button', { name: 'Plan it so' }).click()
    await expect.poll(() => names(page)).toEqual(['northwoods', 'quackers', 'quiet'])
    await page.getByText('2 min end here').waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Plan', exact: true }).click()
    await page.getByRole('button', { name: 'A short one' }).click()
    await expect.poll(() => names(page)).toEqual(['northwoods', 'quackers', 'meshling', 'twolines', 'quiet'])

    await page.setViewportSize({ width: 390, height: 844 })
    await expectNoSidewaysScroll(page)
    const top = await row(page, 'northwoods').evaluate((one) => one.getBoundingClientRect().top)
    expect(top).toBeLessThan(844 / 2)
    await page.getByRole('button', { name: 'Tools', exact: true }).click()
    await page.getByRole('link', { name: 'Past segments' }).waitFor()
    await shot(page, 'plan-phone')
    await page.getByRole('button', { name: 'Close the segment' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Not yet' }).click()
  })

  it('chooses several, by mouse and by keys, and does to all of them what is asked, to be undone as one', async () => {
    const page = await openList()
    await row(page, 'northwoods').click({ modifiers: ['Shift'] })
    await row(page, 'meshling').click({ modifiers: ['Shift'] })
    const bar = page.getByRole('toolbar', { name: 'What is chosen' })
    await bar.getByText('3 boosts chosen').waitFor()
    await row(page, 'quackers').click({ modifiers: ['ControlOrMeta'] })
    await bar.getByText('2 boosts chosen').waitFor()
    await expectAccessible(page)
    await shot(page, 'several')
    await bar.getByRole('button', { name: 'Skip' }).click()
    await expect.poll(() => page.getByText('skipped', { exact: true }).count()).toBe(2)
    await bar.waitFor({ state: 'detached' })
    await page.keyboard.press('u')
    await expect.poll(() => page.getByText('skipped', { exact: true }).count()).toBe(0)

    // What is folded under a row goes with it.
    await row(page, 'quiet').focus()
    await page.keyboard.press('h')
    const held = async () =>
      (
        (await (await page.request.get('/api/v1/segments/current?show=kill-show')).text()).match(
          /"held",/g,
        ) ?? []
      ).length
    await expect.poll(held).toBe(3)
    await page.keyboard.press('u')
    await expect.poll(held).toBe(0)

    await row(page, 'meshling').focus()
    await page.keyboard.press('Shift+ArrowDown')
    await bar.getByText('2 boosts chosen').waitFor()
    await bar.getByLabel('Move to the top of').selectOption('Baller boosts')
    await expect.poll(() => names(page)).toEqual(['meshling', 'twolines', 'northwoods', 'quackers', 'quiet'])
    await page.getByText('2 turns moved to Baller boosts').waitFor()
    await page.keyboard.press('u')
    await expect.poll(() => names(page)).toEqual(['northwoods', 'quackers', 'meshling', 'twolines', 'quiet'])

    await row(page, 'twolines').focus()
    await page.keyboard.press('p')
    await expect.poll(() => names(page)).toEqual(['northwoods', 'quackers', 'twolines', 'meshling', 'quiet'])
    await row(page, 'twolines').getByText('pinned').waitFor()
    const segment = async () => (await page.request.get('/api/v1/segments/current?show=kill-show')).text()
    await expect.poll(segment).toContain('"pinned":true')
    await page.keyboard.press('p')
    await expect.poll(() => names(page)).toEqual(['northwoods', 'quackers', 'meshling', 'twolines', 'quiet'])
    await expect.poll(segment).not.toContain('"pinned":true')
  })

  it('is moved by mouse and by finger, and a finger that stays chooses', async () => {
    const wide = await openList({ height: 1600 })
    await row(wide, 'twolines').hover()
    await wide.mouse.down()
    const target = await row(wide, 'northwoods').boundingBox()
    if (!target) throw new Error('There is no row')
    await wide.mouse.move(target.x + 40, target.y + 30, { steps: 4 })
    await wide.mouse.move(target.x + 40, target.y + 6)
    await shot(wide, 'drag')
    await wide.mouse.up()
    await expect.poll(() => names(wide)).toEqual(['twolines', 'northwoods', 'quackers', 'meshling', 'quiet'])
    await wide.getByRole('button', { name: 'Undo', exact: true }).first().click()
    await expect.poll(() => names(wide)).toEqual(['northwoods', 'quackers', 'meshling', 'twolines', 'quiet'])

    const phone = await openList({ width: 390, height: 844, hasTouch: true, scheme: 'dark' })
    const finger = await phone.context().newCDPSession(phone)
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', x = 0, y = 0) =>
      finger.send('Input.dispatchTouchEvent', { type, touchPoints: type === 'touchEnd' ? [] : [{ x, y }] })
    const middle = async (name: string, part = '') => {
      const box = await row(phone, name)
        .locator(part || ':scope')
        .boundingBox()
      if (!box) throw new Error(`There is no ${name}`)
      return [box.x + box.width / 2, box.y + box.height / 2] as const
    }
    const [x, y] = await middle('northwoods', '.boost-message')
    await touch('touchStart', x, y)
    await phone.waitForTimeout(700)
    await touch('touchEnd')
    const bar = phone.getByRole('toolbar', { name: 'What is chosen' })
    await bar.getByText('1 boost chosen').waitFor()
    await row(phone, 'quackers').locator('.boost-message').tap()
    await bar.getByText('2 boosts chosen').waitFor()
    await expectAccessible(phone)
    await expectNoSidewaysScroll(phone)
    await shot(phone, 'several-phone')
    await bar.getByRole('button', { name: 'Choose nothing' }).tap()
    await bar.waitFor({ state: 'detached' })

    await phone.evaluate(() => scrollTo(0, 0))
    const grip = await middle('quackers', '.air-grip')
    const over = await row(phone, 'northwoods').boundingBox()
    await touch('touchStart', ...grip)
    await touch('touchMove', grip[0], grip[1] - 20)
    await touch('touchMove', grip[0], (over?.y ?? 0) + 20)
    await touch('touchMove', grip[0], (over?.y ?? 0) + 12)
    await touch('touchEnd')
    await expect.poll(async () => (await names(phone)).slice(0, 2)).toEqual(['quackers', 'northwoods'])
    // By a click: where the machine is busy a tap was seen to bring finger down and up, and no click.
    await phone.getByRole('button', { name: 'Undo', exact: true }).first().click()
    await expect.poll(async () => (await names(phone)).slice(0, 2)).toEqual(['northwoods', 'quackers'])
  })

  it('has a second host who follows, a remote on a phone, and a producer who says a line and puts another next', async () => {
    const chris = await studio.open('host', { scheme: 'dark' })
    await chris.goto(READING)
    const reads = (page: Page, name: string) => page.locator('.slide-who').getByText(name).waitFor()
    await reads(chris, 'northwoods')
    await studio.ctx().live.ready()

    const brent = await studio.open('owner')
    await brent.goto(READING)
    await reads(brent, 'northwoods')
    await brent.waitForTimeout(300)
    await chris.keyboard.press('ArrowRight')
    await reads(brent, 'quackers')
    await chris
      .locator('.reading-others')
      .getByText(/follows$/)
      .waitFor()
    await brent.getByRole('button', { name: /^Following/ }).waitFor()

    // The address that the reading view shows for a phone.
    await chris.keyboard.press('?')
    await chris.getByRole('button', { name: 'A phone as a remote' }).click()
    const address = await chris.locator('.remote-address a').getAttribute('href')
    await expectAccessible(chris)
    await shot(chris, 'remote-code')
    await chris.keyboard.press('Escape')
    const remote = await studio.open('host', { width: 390, height: 844, scheme: 'dark' })
    await remote.goto(address ?? '')
    await remote.getByRole('heading', { name: 'quackers' }).waitFor()
    await expectAccessible(remote)
    await expectNoSidewaysScroll(remote)
    await shot(remote, 'remote')
    await remote.getByRole('button', { name: 'Back' }).click()
    await reads(chris, 'northwoods')
    await reads(brent, 'northwoods')
    await remote.getByRole('button', { name: 'Next' }).click()
    await reads(chris, 'quackers')
    await remote.getByRole('heading', { name: 'quackers' }).waitFor()
    await remote.getByRole('button', { name: 'Hold' }).click()
    await reads(chris, 'meshling')
    await chris.keyboard.press('u')
    await reads(chris, 'quackers')
    expect(await remote.locator('.remote-problem').textContent()).toBe('')

    const ann = await studio.open('owner')
    await ann.goto('/studio/air/produce?show=kill-show')
    await settle(ann)
    await ann.locator('.produce-now').getByText('quackers').waitFor()
    await expectAccessible(ann)
    await shot(ann, 'producer')
    await ann
      .getByRole('group', { name: 'What to do with quiet' })
      .getByRole('button', { name: 'Next' })
      .click()
    await chris.locator('.reading-next').getByText('quiet').waitFor()
    await ann.getByRole('button', { name: 'Wrap up' }).click()
    const line = chris.locator('.reading-cue')
    await line.getByText('Wrap up').waitFor()
    await ann.getByText('On their screen:').waitFor()
    await expectAccessible(chris)
    await shot(chris, 'producer-line')
    await chris.keyboard.press('d')
    await line.waitFor({ state: 'detached' })
    await ann.getByText('Seen.').waitFor()
    await ann.setViewportSize({ width: 390, height: 844 })
    await expectNoSidewaysScroll(ann)
    await shot(ann, 'producer-phone')
    await chris.keyboard.press('Space')
    await reads(chris, 'quiet')
    await ann.locator('.produce-now').getByText('quiet').waitFor()

    // A remote whose reading view is gone says so.
    await brent.close()
    await chris.goto('about:blank')
    await remote.getByRole('button', { name: 'Next' }).click()
    await remote.getByText(/does not answer/).waitFor()
  })

  it('shows the time that was used against what was planned, and undoes after it is opened anew', async () => {
    const page = await studio.open('host', { scheme: 'dark' })
    const { id } = await (await page.request.get('/api/v1/segments/current?show=kill-show')).json()
    const patch = (target_s: number) =>
      page.request.patch(`/api/v1/segments/${id}`, {
        data: { plan: { target_s } },
        headers: { Origin: studio.url() },
      })
    expect((await patch(60)).status()).toBe(200)
    await page.goto(READING)
    const spent = page.locator('.reading-spent')
    await spent.getByText(/of 1 min/).waitFor()
    await page.getByRole('button', { name: /Start clock/ }).click()
    await page.getByRole('button', { name: /On air/ }).waitFor()
    const first = await page.locator('.slide-who bdi').first().textContent()
    await page.keyboard.press('Space')
    await spent.getByText(/turns? too many/).waitFor()
    await expectAccessible(page)
    await shot(page, 'target')
    // As if it had begun two minutes ago.
    const at = new Date(Date.now() - 300_000).toISOString()
    const moved = await page.request.post(`/api/v1/segments/${id}/recording`, {
      data: { at },
      headers: { Origin: studio.url() },
    })
    expect(moved.status()).toBe(200)
    await studio
      .ctx()
      .db.updateTable('segment_items')
      .set({ read_at: new Date(Date.now() - 120_000) })
      .where('read_at', 'is not', null)
      .execute()
    await page.reload()
    await page.locator('.reading-spent.is-over').getByText(/over/).waitFor()
    await expectAccessible(page)
    await shot(page, 'target-over')
    await page.setViewportSize({ width: 390, height: 844 })
    await expectNoSidewaysScroll(page)
    await shot(page, 'target-over-phone')
    await page.keyboard.press('u')
    await expect.poll(() => page.locator('.slide-who bdi').first().textContent()).toBe(first)
  })

  it('writes its chapters into an MP3, and begins the clock when the recorder’s file was begun', async () => {
    const page = await studio.open('host', { scheme: 'dark', timezoneId: 'Europe/Berlin' })
    const { id, recording } = await (await page.request.get('/api/v1/segments/current?show=kill-show')).json()
    expect(recording).not.toBeNull()
    await page.goto(READING)
    await page.locator('.slide-who').waitFor()
    await page.waitForTimeout(1500)
    for (const _ of [1, 2]) await page.keyboard.press('Space')
    await expect
      .poll(
        async () => (await (await page.request.get(`/api/v1/segments/${id}/chapters`)).json()).items.length,
      )
      .toBeGreaterThan(0)
    await page.goto('/studio/air/notes?show=kill-show')
    const write = page.getByLabel(/^Write them into an MP3/)
    await write.waitFor()
    const frames = Buffer.alloc(208 * 2000)
    for (let at = 0; at < frames.length; at += 208) frames.set([0xff, 0xfb, 0x50, 0xc0], at)
    await write.setInputFiles({ name: '12.mp3', mimeType: 'audio/mpeg', buffer: frames })
    const link = page.getByRole('link', { name: 'Save 12-chapters.mp3' })
    await link.waitFor()
    await expectAccessible(page)
    await link.scrollIntoViewIfNeeded()
    await shot(page, 'mp3')
    const [download] = await Promise.all([page.waitForEvent('download'), link.click()])
    const stream = await download.createReadStream()
    const parts: Buffer[] = []
    for await (const part of stream) parts.push(part)
    const written = Buffer.concat(parts)
    expect(written.subarray(0, 3).toString()).toBe('ID3')
    expect(written.subarray(-frames.length).equals(frames)).toBe(true)
    await write.setInputFiles({ name: 'notes.mp3', mimeType: 'audio/mpeg', buffer: Buffer.from('no sound') })
    await page.getByText('This is no MP3.').waitFor()

    const day = new Date(Date.now() - 24 * 3600_000).toISOString().slice(0, 10)
    const extension = Buffer.alloc(602)
    extension.write(`${day}20:14:30`, 320, 'latin1')
    const size = Buffer.alloc(4)
    size.writeUInt32LE(602)
    const wave = Buffer.concat([Buffer.from('RIFF\0\0\0\0WAVEbext'), size, extension])
    const take = page.getByLabel(/^Take the start from the recorder/)
    await take.setInputFiles({ name: 'ZOOM0001.WAV', mimeType: 'audio/wav', buffer: wave })
    await page.getByText(/ZOOM0001.WAV was begun .* by the recorder’s own clock/).waitFor()
    await expectAccessible(page)
    await shot(page, 'recorder')
    await page.getByRole('button', { name: 'Begin the clock then' }).click()
    await expect
      .poll(async () => await page.getByLabel('The recording began at').inputValue())
      .toBe(`${day}T20:14:30`)
    const chapters = await (await page.request.get(`/api/v1/segments/${id}/chapters`)).json()
    expect(chapters.recording.started_at).toMatch(new RegExp(`^${day}T1[89]:14:30`))
    await page.setViewportSize({ width: 390, height: 844 })
    await expectNoSidewaysScroll(page)
  })
})
