import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { hashPassword } from '#api/auth/password/hash-password.ts'
import { addUser } from '#api/auth/person/user.ts'
import type { Capability, Role } from '#api/contract/auth.ts'
import { addressOf, screens } from '#client/studio/screens.ts'
import { expectAccessible, expectNoSidewaysScroll, settle, shot } from '#tests/e2e/helper/look.ts'
import { describeInBrowser, useStudio } from '#tests/e2e/helper/use-studio.ts'
import { recordBoost } from '#tests/helper/record-payments.ts'

const PASSWORD = 'seven boats on a green lake'

/** What each role may, said here apart from the service's own table. */
const MAY: Record<Role, readonly Capability[]> = {
  owner: ['self', 'person', 'read', 'intake', 'export', 'edit', 'payments', 'books', 'admin'],
  host: ['self', 'person', 'read', 'intake', 'edit', 'payments'],
  bookkeeper: ['self', 'person', 'read', 'export', 'payments', 'books'],
}

/** Where each begins. */
const FIRST: Record<Role, string> = { owner: 'home', host: 'air', bookkeeper: 'books' }

async function signIn(page: Page, email: string, role: Role): Promise<void> {
  await page.goto('/studio/sign-in')
  await page.getByLabel('Email').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.waitForURL(`**/studio/${FIRST[role]}`)
  await settle(page)
}

describeInBrowser('someone who signs in as', () => {
  const studio = useStudio()

  it.each(['owner', 'host', 'bookkeeper'] as const)(
    '%s sees their own screens, and no others',
    async (role) => {
      const email = `${role}@example.com`
      const password_hash = await hashPassword(PASSWORD)
      await addUser(studio.ctx().db, { email, name: null, role, password_hash })
      const page = await studio.open(null)
      await signIn(page, email, role)

      const links = await page
        .getByRole('navigation', { name: 'Main', exact: true })
        .getByRole('link')
        .evaluateAll((found) => found.map((link) => link.getAttribute('href')))
      const mine = screens.filter(({ may }) => MAY[role].includes(may))
      expect(links.sort()).toEqual(
        mine
          .filter(({ nav }) => nav !== null)
          .map((screen) => `/studio${addressOf(screen)}`)
          .sort(),
      )

      const refused: string[] = []
      page.on('response', (response) => {
        if (response.status() === 403) refused.push(response.url())
      })
      for (const screen of screens) {
        await page.evaluate((to) => history.pushState(null, '', to), `/studio${addressOf(screen)}`)
        await page.waitForFunction((title) => document.title === title, `${screen.title} · Readout`)
        await settle(page)
        const isClosed = await page.getByText('This page is for people with other rights').isVisible()
        expect({ screen: screen.path, isClosed }).toEqual({
          screen: screen.path,
          isClosed: !MAY[role].includes(screen.may),
        })
      }
      // A page asks for nothing that its reader may not have.
      expect(refused).toEqual([])
    },
  )

  it.each([{ width: 1440 }, { width: 390, scheme: 'dark' as const }])(
    'the host of one show finds that one on every screen, and no other (%o)',
    async (looks) => {
      const { db } = studio.ctx()
      await recordBoost(db, { boostagram: { message: 'Hello' } })
      await recordBoost(db, {
        boostagram: { podcast: 'Quokka Radio', message: 'Quokka', sender_name: 'Quokka' },
      })
      await db.updateTable('shows').set({ status: 'kept' }).execute()
      const email = `one-${looks.width}@example.com`
      const password_hash = await hashPassword(PASSWORD)
      await addUser(db, { email, name: null, role: 'host', password_hash, shows: ['linux-unplugged'] })
      const page = await studio.open(null, looks)
      await signIn(page, email, 'host')
      const refused: string[] = []
      page.on('response', (response) => {
        if ([403, 404].includes(response.status())) refused.push(response.url())
      })
      // Who adds by hand, or a source, adds to wallets.
      const mine = screens.filter(({ may }) => MAY.host.includes(may) && may !== 'intake')
      for (const screen of mine) {
        await page.evaluate((to) => history.pushState(null, '', to), `/studio${addressOf(screen)}`)
        await page.waitForFunction((title) => document.title === title, `${screen.title} · Readout`)
        await settle(page)
        await shot(page, `one-show-${looks.width}-${addressOf(screen).slice(1).replaceAll('/', '-')}`)
        await expectNoSidewaysScroll(page)
        expect({ screen: screen.path, other: await page.getByText(/quokka/i).count() }).toEqual({
          screen: screen.path,
          other: 0,
        })
      }
      expect(refused).toEqual([])
    },
  )

  it('owner finds all of it on a phone', async () => {
    const page = await studio.open('owner', { width: 390, scheme: 'dark' })
    await page.goto('/studio/people')
    await settle(page)
    await page.getByLabel('All of them, and what is of none').uncheck()
    await expectNoSidewaysScroll(page)
    await shot(page, 'people-narrow', true)
  })

  it('owner says of which shows somebody is a host', async () => {
    const page = await studio.open('owner', { width: 1440 })
    await page.goto('/studio/people')
    await settle(page)
    const form = page.locator('form').filter({ hasText: 'Make a link' })
    await form.getByLabel('Email').fill('wes@example.com')
    await form.getByLabel('All of them, and what is of none').uncheck()
    await form.getByLabel('Quokka Radio').check()
    await shot(page, 'people-invite')
    await form.getByRole('button', { name: 'Make a link' }).click()
    await page.getByLabel('The link for wes@example.com').waitFor()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Change the role of one-1440@example.com' }).click()
    await page.getByRole('dialog').getByLabel('Quokka Radio').check()
    await shot(page, 'people-change')
    await expectAccessible(page)
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    const row = page.getByRole('row').filter({ hasText: 'one-1440@example.com' })
    await expect
      .poll(() => row.innerText())
      .toMatch(/LINUX Unplugged, Quokka Radio|Quokka Radio, LINUX Unplugged/)
  })
})
