import type { Page } from 'playwright-core'
import { beforeAll, expect, it } from 'vitest'
import { expectAccessible, settle, shot, waitForWorker } from '#tests/e2e/helper/look.ts'
import { pay } from '#tests/e2e/helper/pay.ts'
import { describeInBrowser, useStudio } from '#tests/e2e/helper/use-studio.ts'

const PEOPLE = '**/assets/people-screen-*.js'

describeInBrowser('the studio', () => {
  const studio = useStudio()
  beforeAll(async () => {
    await pay(
      studio.ctx(),
      { sender: 'northwoods', sats: 30_000, message: 'For the road trip' },
      { sender: 'quackers', sats: 22_222, message: 'A row of ducks' },
    )
    await studio.ctx().db.updateTable('shows').set({ status: 'kept' }).execute()
  })
  const heading = (page: Page, name: string) => page.getByRole('heading', { name, level: 1 })
  const link = (page: Page, name: string) => page.getByRole('link', { name, exact: true })

  it('stays where a screen’s file cannot be fetched, says so, and tries again', async () => {
    const page = await studio.open('owner', { isFirst: true })
    await page.route(PEOPLE, (route) => route.abort('internetdisconnected'))
    await page.goto('/studio/boosts')
    await settle(page)
    await link(page, 'People').click()
    await heading(page, 'This page did not load').waitFor()
    await expectAccessible(page)
    await shot(page, 'not-loaded')
    await link(page, 'Boosts').click()
    await page.getByText('A row of ducks').waitFor()
    await link(page, 'People').click()
    await heading(page, 'This page did not load').waitFor()
    await page.unroute(PEOPLE)
    await page.getByRole('button', { name: 'Try again' }).click()
    await heading(page, 'People').waitFor()
  })

  it('loads a new version by itself, once, where the file of a former build is gone', async () => {
    const page = await studio.open('owner', { isFirst: true })
    await page.goto('/studio/boosts')
    await settle(page)
    let loads = 0
    page.on('framenavigated', (frame) => {
      if (frame === page.mainFrame()) loads += 1
    })
    await page.route(PEOPLE, (route) => route.fulfill({ status: 404 }))
    // The page that the service has by now names other files.
    await page.route('**/studio/', async (route) => {
      const response = await route.fetch()
      const text = (await response.text()).replaceAll(/studio-[\w-]+\.js/g, 'studio-of-another-build.js')
      await route.fulfill({ response, body: text })
    })
    await page.evaluate(() => Object.assign(window, { isFormer: true }))
    await link(page, 'People').click()
    await page.waitForFunction(() => !('isFormer' in window))
    await heading(page, 'A new version is here').waitFor()
    // Once by the click on the link, once by itself, and not again and again.
    expect(loads).toBe(2)
    await expectAccessible(page)
    await shot(page, 'new-version')
    await page.unroute(PEOPLE)
    await page.unroute('**/studio/')
    await page.getByRole('button', { name: 'Reload' }).last().click()
    await heading(page, 'People').waitFor()
  })

  it('opens every screen with the server gone, each list as it was read last', async () => {
    const page = await studio.open('owner', { isFirst: true })
    await page.goto('/studio/supporters')
    await page.getByText('quackers').waitFor()
    await waitForWorker(page)
    await link(page, 'Boosts').click()
    await page.getByText('A row of ducks').waitFor()
    await page.context().setOffline(true)
    await page.reload()
    await page.getByText('A row of ducks').waitFor()
    await page.getByText('offline', { exact: true }).waitFor()
    await link(page, 'Supporters').click()
    await page.getByText('quackers').waitFor()
    await shot(page, 'supporters-offline')
    for (const name of ['Dashboard', 'Books', 'Shows', 'Public page', 'Sources', 'People', 'Keys']) {
      await link(page, name).click()
      await heading(page, name).waitFor()
    }
    await page.context().setOffline(false)
    await link(page, 'People').click()
    await page.getByText('Accounts').waitFor()
    await expect.poll(() => page.getByText('offline', { exact: true }).count(), { timeout: 20_000 }).toBe(0)
  })
})
