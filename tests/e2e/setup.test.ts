import { expect, it } from 'vitest'
import { createSignInLink } from '#api/auth/person/sign-in-link.ts'
import { findUserByEmail } from '#api/auth/person/user.ts'
import { createSetupLink } from '#api/auth/setup-link.ts'
import { expectAccessible, settle, shot } from '#tests/e2e/helper/look.ts'
import { describeInBrowser, useStudio } from '#tests/e2e/helper/use-studio.ts'

describeInBrowser('the link of the first start', () => {
  const studio = useStudio()

  it('makes the owner’s account, leads to the first steps, and is used up', async () => {
    const page = await studio.open(null, { scheme: 'dark' })
    await page.goto('/studio/')
    await page.getByRole('heading', { name: 'Nobody has an account yet' }).waitFor()
    await expectAccessible(page)

    const link = (await createSetupLink(studio.ctx(), studio.url())) ?? ''
    await page.goto('about:blank')
    await page.goto(link)
    await page.getByRole('heading', { name: 'Welcome to Readout' }).waitFor()
    await expectAccessible(page)
    await shot(page, 'setup')
    await page.getByLabel('Email').fill('owner@example.com')
    await page.getByLabel('Your name').fill('Chris')
    await page.getByLabel('Password', { exact: true }).fill('too short')
    await page.getByRole('button', { name: 'Make the account' }).click()
    expect(new URL(page.url()).pathname).toBe('/studio/setup')
    await page.getByLabel('Password', { exact: true }).fill('seven boats on a green lake')
    await page.getByRole('button', { name: 'Make the account' }).click()
    await page.waitForURL('**/studio/start')
    await settle(page)
    await page.getByRole('heading', { name: 'Your show', level: 1 }).waitFor()
    await page.getByRole('navigation', { name: 'Main', exact: true }).getByText('Chris').waitFor()

    const other = await studio.open(null)
    await other.goto(link)
    await other.getByRole('heading', { name: 'This link is of no use any more' }).waitFor()
    await expectAccessible(other)
  })

  it('is followed by signing in, out, and in again', async () => {
    const page = await studio.open(null)
    await page.goto('/studio/account')
    await page.waitForURL('**/studio/sign-in?next=%2Faccount')
    await page.getByLabel('Email').fill('owner@example.com')
    await page.getByLabel('Password', { exact: true }).fill('not the password')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByText('This email and password do not match').waitFor()
    await expectAccessible(page)
    await page.getByLabel('Password', { exact: true }).fill('seven boats on a green lake')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('heading', { name: 'Chris', level: 1 }).waitFor()
    await page.getByRole('button', { name: 'Sign out', exact: true }).click()
    await page.waitForURL('**/studio/sign-in*')
    await page.goto('/studio/home')
    await page.waitForURL('**/studio/sign-in')
  })

  it('or by a link of the command line, which signs in at a press, once', async () => {
    const ctx = studio.ctx()
    const { id } = await findUserByEmail(ctx.db, 'owner@example.com')
    const made = new URL(await createSignInLink(ctx, id))
    const page = await studio.open(null, { scheme: 'dark' })
    await page.goto(`${studio.url()}${made.pathname}${made.hash}`)
    await page.getByRole('heading', { name: 'Your way back in' }).waitFor()
    await expectAccessible(page)
    await shot(page, 'link')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('navigation', { name: 'Main', exact: true }).getByText('Chris').waitFor()

    const other = await studio.open(null)
    await other.goto(`${studio.url()}${made.pathname}${made.hash}`)
    await other.getByRole('button', { name: 'Sign in' }).click()
    await other.getByText('This link is used. Have another one made.').waitFor()
    await expectAccessible(other)
  })
})
