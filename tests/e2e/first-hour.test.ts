import { afterAll, beforeAll, expect, it } from 'vitest'
import { createFetcher } from '#api/fetch/create-fetcher.ts'
import { expectAccessible, expectNoSidewaysScroll, settle, shot } from '#tests/e2e/helper/look.ts'
import { makeAccount } from '#tests/e2e/helper/make-account.ts'
import { pay } from '#tests/e2e/helper/pay.ts'
import { describeInBrowser, useStudio } from '#tests/e2e/helper/use-studio.ts'
import { type HttpsServer, startHttpsServer } from '#tests/helper/https-server.ts'
import { makeFeed } from '#tests/helper/make-feed.ts'

const TITLE = 'Garden Talk'
const WEEK_MS = 7 * 24 * 3600 * 1000
const FEED = makeFeed({
  title: TITLE,
  recipients: [{ name: 'garden-node', address: '02aa', split: 95 }],
  items: Array.from({ length: 6 }, (_, n) => ({
    guid: `garden-${n}`,
    title: `${40 - n}: About peas`,
    date: new Date(Date.now() - 3_600_000 - n * WEEK_MS).toUTCString(),
  })),
})

describeInBrowser('the first hour, without a demo', () => {
  const studio = useStudio()
  let server: HttpsServer
  beforeAll(async () => {
    server = await startHttpsServer((_, res) => res.end(FEED))
    studio.ctx().fetcher = createFetcher({
      mayConnect: (address) => address === '127.0.0.1',
      lookup: (_, __, done) => done(null, [{ address: '127.0.0.1', family: 4 }]),
      ca: server.ca,
    })
  })
  afterAll(() => server?.close())

  it('begins after the account, and every empty page leads to it', async () => {
    const page = await studio.open(null, { scheme: 'dark' })
    await makeAccount(studio, page)
    await settle(page)
    await expectAccessible(page)
    await shot(page, 'start-show')
    for (const path of [
      'home',
      'air',
      'episodes',
      'streams',
      'supporters',
      'dashboard',
      'publish',
      'air/notes',
    ]) {
      await page.goto(`/studio/${path}`)
      await settle(page)
      const way = page.locator('main').getByRole('link', { name: 'Add your show' })
      expect({ path, to: await way.getAttribute('href') }).toEqual({ path, to: '/studio/start/show' })
    }
    await page.goto('/studio/shows')
    await page.getByRole('button', { name: 'Add your show' }).click()
    await page.getByLabel('Address of its feed').waitFor()
    await expectAccessible(page)
    await page.goto('/studio/boosts')
    await page.getByRole('link', { name: 'Go through the first steps' }).waitFor()
    await page.goto('/studio/home')
    await settle(page)
    await expectAccessible(page)
    await shot(page, 'home-empty')
  })

  it('goes through show, wallet and past to the page, and is told at each how far one is', async () => {
    const page = await studio.open('owner')
    await page.goto('/studio/start')

    await page.getByLabel('Address of its feed').fill('meta.example:1/none.xml')
    await page.getByRole('button', { name: 'Add the show' }).click()
    await page.getByText('The feed cannot be read').waitFor()
    await page.getByLabel('Address of its feed').fill(`${server.url.replace('https://', '')}/feed.xml`)
    await page.getByRole('button', { name: 'Add the show' }).click()
    await page.getByText('6 episodes, and new ones every hour').waitFor()
    await page.getByText('garden-node').waitFor()
    await expectAccessible(page)
    await shot(page, 'start-show-found')

    await page.getByRole('link', { name: 'Next: where the money arrives' }).click()
    await page.getByRole('link', { name: 'An LND node' }).waitFor()
    await settle(page)
    await expectAccessible(page)
    await shot(page, 'start-wallet')
    await page.getByRole('link', { name: 'Alby Hub' }).click()
    await page.getByRole('button', { name: 'Test the connection' }).waitFor()
    await page.getByRole('link', { name: 'All ways' }).click()
    const past = new Date(Date.now() - 40 * WEEK_MS)
    await pay(
      studio.ctx(),
      { show: TITLE },
      { show: TITLE, sender: 'Ada', settled_at: past },
      { show: TITLE },
    )
    await page.getByText('We saw 3 payments, the last just now.').waitFor()
    await shot(page, 'start-wallet-seen')

    await page.getByRole('link', { name: 'Next: the past' }).click()
    await page.getByText('The oldest payment that is here came').waitFor()
    await expectAccessible(page)
    await shot(page, 'start-past')
    // Left in the middle, it is gone on with where it was.
    await page.goto('/studio/home')
    await page.getByText('3 of 4').waitFor()
    await settle(page)
    await expectAccessible(page)
    await shot(page, 'home-checklist')
    await page.getByRole('link', { name: 'Your page' }).click()
    await page.getByText(`${studio.url()}/s/garden-talk`).waitFor()
    await page.getByLabel('Everyone may see this page').click()
    await page.getByRole('link', { name: 'Open the page' }).waitFor()
    await settle(page)
    await expectAccessible(page)
    await shot(page, 'start-page')
    await page.getByRole('link', { name: 'Done', exact: true }).click()
    await page.getByText('To read on air').waitFor()
    expect(await page.getByText('First steps').count()).toBe(0)
  })

  it('takes a second show from the file of its feed, with nothing but the browser', async () => {
    const page = await studio.open('host')
    await page.goto('/studio/shows?add=1')
    await settle(page)
    const feed = makeFeed({
      title: 'Über Äpfel',
      guid: 'c0ffee00-ccf0-5f69-a609-6b82873eab3c',
      items: [{ title: 'Eins' }],
    })
    const buffer = Buffer.from(feed.replace('UTF-8', 'ISO-8859-1'), 'latin1')
    await page
      .getByLabel('Or the feed’s file')
      .setInputFiles({ name: 'feed.xml', mimeType: 'text/xml', buffer })
    await page.getByRole('heading', { name: 'Über Äpfel', level: 1 }).waitFor()
    await page.waitForURL('**/studio/shows/uber-apfel')
    await studio
      .ctx()
      .db.updateTable('shows')
      .set({ status: 'set_aside' })
      .where('slug', '=', 'uber-apfel')
      .execute()
  })

  it.each([
    { name: 'wide', looks: { width: 1440, height: 900 } },
    { name: 'narrow', looks: { width: 390, height: 844, scheme: 'dark' as const } },
  ])('ends on a first page that says what waits and for when: $name', async ({ name, looks }) => {
    const page = await studio.open('host', looks)
    await page.goto('/studio/home')
    await page.getByRole('heading', { name: TITLE }).waitFor()
    await settle(page)
    await page.getByText('2 boosts unread').or(page.getByText('boosts unread')).first().waitFor()
    await page.getByText('by the feed’s rhythm, every week').waitFor()
    await page.getByText('test node').waitFor()
    await page.evaluate(async () => {
      const { id } = await (await fetch('/api/v1/segments/current?show=garden-talk')).json()
      const body = JSON.stringify({ plan: { target_s: 60 } })
      await fetch(`/api/v1/segments/${id}`, {
        method: 'PATCH',
        headers: { 'Content-Type': 'application/json' },
        body,
      })
    })
    await page.reload()
    await page.getByText('1 min planned').waitFor()
    await expectAccessible(page)
    await expectNoSidewaysScroll(page)
    await shot(page, `home-${name}`)
    await page.getByRole('button', { name: /^Set it/ }).click()
    await page.getByLabel('Day and time').fill('2030-01-05T18:30')
    await page.getByLabel('Again').selectOption('Every week')
    await expectAccessible(page)
    await page.getByRole('dialog').getByRole('button', { name: 'Set it' }).click()
    await page.getByText(/January/).waitFor()
    await page.getByRole('button', { name: /^Change/ }).click()
    await page.getByRole('button', { name: 'Go by the feed' }).click()
    await page.getByText('by the feed’s rhythm').waitFor()
    await page.getByRole('link', { name: 'Prepare' }).click()
    await page.waitForURL('**/studio/air?show=garden-talk')
  })
})
