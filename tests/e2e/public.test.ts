import { createServer } from 'node:http'
import jsQR from 'jsqr'
import sharp from 'sharp'
import { beforeAll, expect, it } from 'vitest'
import { makeArtwork } from '#api/artwork/make-artwork.ts'
import { newGoalSchema } from '#api/contract/goal.ts'
import { makeGoal } from '#api/goal/goals.ts'
import { reachGoals } from '#api/goal/reach-goals.ts'
import { makeOwnPageLink } from '#api/public/own/own-page.ts'
import { changePublicSettings } from '#api/public/settings/change-settings.ts'
import { expectAccessible, expectNoSidewaysScroll, shot } from '#tests/e2e/helper/look.ts'
import { pay } from '#tests/e2e/helper/pay.ts'
import { describeInBrowser, useStudio } from '#tests/e2e/helper/use-studio.ts'

describeInBrowser('a public page', () => {
  const studio = useStudio()
  let episode = ''
  let supporter = ''
  let message = ''
  let own = ''
  beforeAll(async () => {
    const { db } = studio.ctx()
    await pay(
      studio.ctx(),
      ...Array.from({ length: 40 }, (_, n) => ({
        sender: ['northwoods', 'quackers', 'meshling', 'محمد'][n % 4] ?? '',
        sats: 1000 + n * 10,
        message: `Message ${n} 🦆`,
        episode: `${450 + (n % 5)}: An episode`,
        settled_at: new Date(Date.now() - n * 9 * 24 * 3600 * 1000),
      })),
      { sender: 'quackers', action: 'stream', sats: 300, episode: '454: An episode' },
    )
    const show = await db
      .updateTable('shows')
      .set({
        status: 'kept',
        is_public: true,
        feed_url: 'https://show.example/rss',
        lightning_address: 'show@example.org',
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await db.updateTable('episodes').set({ provisional: false, published_at: new Date() }).execute()
    await db.updateTable('boosts').set({ read_at: new Date() }).execute()
    await changePublicSettings(db, show.id, {
      supporter_pages: true,
    })
    const month = newGoalSchema.parse({ title: 'Summer road trip', target: 100_000, period: 'month' })
    const total = newGoalSchema.parse({ title: 'A new microphone', target: 30_000, period: 'total' })
    for (const goal of [month, total])
      await makeGoal(db, { id: show.id, time_zone: 'UTC', demo: false }, goal, new Date())
    await reachGoals(db, new Date(), new AbortController().signal)
    episode = (await db.selectFrom('episodes').select('id').executeTakeFirstOrThrow()).id
    message = (
      await db.selectFrom('boosts').select('id').orderBy('sent_at', 'desc').executeTakeFirstOrThrow()
    ).id
    const art = await makeArtwork(await cover())
    const url = 'https://img.example/cover.png'
    await db
      .insertInto('feeds')
      .values({
        show_id: show.id,
        url: 'https://show.example/rss',
        image_url: url,
        site_url: 'https://show.example/',
        metaboost: '[]',
      })
      .execute()
    await db
      .insertInto('artwork')
      .values({ show_id: show.id, url, ...art, next_at: new Date() })
      .execute()
    await db.updateTable('episodes').set({ duration_s: 4980 }).execute()
    supporter = (await db.selectFrom('supporters').select('id').executeTakeFirstOrThrow()).id
    own = (await makeOwnPageLink(db, { ...show, slug: 'kill-show' }, supporter)).address
  })

  const pages = () =>
    [
      ['show', '/s/kill-show', 'Kill Show'],
      ['episode', `/s/kill-show/e/${episode}`, 'An episode'],
      ['supporter', `/s/kill-show/u/${supporter}`, 'A supporter of'],
      ['message', `/s/kill-show/b/${message}`, 'A boost for'],
      ['find', '/s/kill-show/find?name=ack', 'of all time'],
      ['year', `/s/kill-show/y/${new Date().getUTCFullYear()}`, 'in boosts'],
      ['own', own, 'You have no page here'],
      ['front', '/', 'Shows'],
      ['missing', '/s/nothing', 'Nothing here'],
    ] as const

  it.each([
    { scheme: 'light', width: 360 },
    { scheme: 'dark', width: 1280 },
  ] as const)('is readable and without fault: $scheme, $width px wide', async (looks) => {
    const page = await studio.open(null, looks)
    for (const [name, path, words] of pages()) {
      await page.goto(path)
      await page.getByText(words).first().waitFor()
      await expectNoSidewaysScroll(page)
      await expectAccessible(page)
      await shot(page, `public-${name}-${looks.scheme}`, true)
    }
  })

  it('needs no script to be read', async () => {
    const page = await studio.open(null, { javaScriptEnabled: false })
    for (const [, path, words] of pages()) {
      await page.goto(path)
      expect(await page.getByText(words).first().isVisible()).toBe(true)
    }
    await page.goto('/s/kill-show')
    await page.getByText('As a table').first().click()
    expect(await page.getByRole('table', { name: 'By episode' }).getByRole('row').count()).toBe(6)
  })

  it('has a code of the Lightning address that a camera reads', async () => {
    const page = await studio.open(null, { width: 390, scheme: 'dark' })
    await page.goto('/s/kill-show')
    const seen = await page.getByRole('img', { name: /QR code/ }).screenshot()
    const { data, info } = await sharp(seen).ensureAlpha().raw().toBuffer({ resolveWithObject: true })
    expect(jsQR.default(new Uint8ClampedArray(data), info.width, info.height)?.data).toBe(
      'lightning:show@example.org',
    )
  })

  it('leads from a message to its own page, whose address can be handed on', async () => {
    const page = await studio.open(null)
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await page.goto('/s/kill-show')
    await page.locator('.messages .permalink').first().click()
    await page.getByText('A boost for').waitFor()
    await page.getByRole('button', { name: 'Share' }).click()
    await page.getByRole('button', { name: 'Link copied' }).waitFor()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(page.url())
    await page.getByRole('link', { name: 'How to boost' }).click()
    await page.getByRole('heading', { name: 'How to boost' }).waitFor()
  })

  it.each(['light', 'dark'] as const)('can be framed in part by another site: %s', async (scheme) => {
    const kinds = ['embed/ticker', 'embed/goal', 'embed/leaderboard', 'embed/last', `b/${message}/embed`]
    const heights = [110, 120, 260, 380, 130]
    const frames = kinds.map(
      (kind, at) =>
        `<p><iframe src="${studio.url()}/s/kill-show/${kind}?accent=4466ee" width="100%" height="${heights[at]}" title="${kind}" style="border:0"></iframe>`,
    )
    const site = createServer((_req, res) => {
      res.setHeader('Content-Type', 'text/html').end(`<!doctype html><title>A site</title>${frames.join('')}`)
    })
    await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve))
    try {
      const own = await studio.open(null, { width: 420, height: 1500, scheme })
      // A page of the other site, which may ask us.
      const page = await own.context().newPage()
      const address = site.address()
      await page.goto(`http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/`)
      const said = ['so far', 'Summer road trip', 'This month', 'Message', 'Message 0']
      for (const [at, words] of said.entries())
        await page.locator('iframe').nth(at).contentFrame().getByText(words).first().waitFor()
      const edge = page.locator('iframe').first().contentFrame().locator('main')
      expect(await edge.evaluate((main) => getComputedStyle(main).borderTopColor)).toBe('rgb(68, 102, 238)')
      expect(await page.context().cookies()).toEqual([])
      await shot(page, `public-embeds-${scheme}`, true)
      // The page itself may not be framed.
      await page.setContent(`<iframe src="${studio.url()}/s/kill-show"></iframe>`)
      await page.waitForTimeout(0)
      expect(await page.locator('iframe').contentFrame().getByText('Kill Show').count()).toBe(0)
    } finally {
      site.closeAllConnections()
      site.close()
    }
  })

  it('finds a name', async () => {
    const page = await studio.open(null)
    await page.goto('/s/kill-show')
    await page.getByRole('searchbox', { name: 'Find a name' }).fill('mesh')
    await page.getByRole('button', { name: 'Find' }).click()
    await page.getByRole('heading', { name: 'meshling' }).waitFor()
  })

  it('tells the value of a bar on hover and by keyboard', async () => {
    const page = await studio.open(null)
    await page.goto('/s/kill-show')
    const plot = page.locator('[data-plot]').first()
    await plot.locator('svg').focus()
    const last = await plot.locator('.plot-said').textContent()
    expect(last).toMatch(/boosted, .* streamed/)
    await page.keyboard.press('ArrowLeft')
    expect(await plot.locator('.plot-said').textContent()).not.toBe(last)
    await plot.locator('rect.boosted').first().hover()
    expect(await plot.locator('.plot-said').textContent()).toMatch(/^450/)
  })

  it('waits for one small sheet of styles before it paints, and for nothing else', async () => {
    const page = await studio.open(null, { width: 390, height: 844, isFirst: true })
    await page.goto('/s/kill-show')
    const waitedFor = await page.evaluate(() =>
      performance
        .getEntriesByType('resource')
        .filter((entry) => entry instanceof PerformanceResourceTiming)
        .filter((entry) => Reflect.get(entry, 'renderBlockingStatus') === 'blocking')
        .map((entry) => ({ name: new URL(entry.name).pathname, bytes: entry.encodedBodySize })),
    )
    expect(waitedFor.map(({ name }) => name)).toEqual([expect.stringMatching(/\.css$/)])
    expect(waitedFor[0]?.bytes).toBeLessThan(20_000)
  })
})

/** A cover as a show has one. */
function cover(): Promise<Buffer> {
  const pixels = Buffer.alloc(300 * 300 * 3)
  for (let at = 0; at < 300 * 300; at++) {
    const [x, y] = [at % 300, Math.floor(at / 300)]
    pixels.set([20 + x / 3, 40 + y / 4, 160 - x / 4], at * 3)
    if (Math.hypot(x - 150, y - 150) < 90) pixels.set([255, 194, 71], at * 3)
  }
  return sharp(pixels, { raw: { width: 300, height: 300, channels: 3 } })
    .png()
    .toBuffer()
}
