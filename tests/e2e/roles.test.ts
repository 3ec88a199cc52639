import { expect, it } from 'vitest'
import { hashPassword } from '#api/auth/password/hash-password.ts'
import { addUser } from '#api/auth/person/user.ts'
import type { Capability, Role } from '#api/contract/auth.ts'
import { addressOf, screens } from '#client/studio/screens.ts'
import { settle } from '#tests/e2e/helper/look.ts'
import { describeInBrowser, useStudio } from '#tests/e2e/helper/use-studio.ts'

const PASSWORD = 'seven boats on a green lake'

/** What each role may, said here apart from the service's own table. */
const MAY: Record<Role, readonly Capability[]> = {
  owner: ['self', 'person', 'read', 'intake', 'export', 'edit', 'payments', 'books', 'admin'],
  host: ['self', 'person', 'read', 'intake', 'edit', 'payments'],
  bookkeeper: ['self', 'person', 'read', 'export', 'payments', 'books'],
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
      await page.goto('/studio/sign-in')
      await page.getByLabel('Email').fill(email)
      await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
      await page.getByRole('button', { name: 'Sign in' }).click()
      await page.waitForURL('**/studio/home')
      await settle(page)

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
})
