import { Secret, TOTP } from 'otpauth'
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { hashPassword } from '#api/auth/password/hash-password.ts'
import { addUser } from '#api/auth/person/user.ts'
import { expectAccessible, expectNoSidewaysScroll, settle, shot } from '#tests/e2e/helper/look.ts'
import { describeInBrowser, useStudio } from '#tests/e2e/helper/use-studio.ts'

const PASSWORD = 'seven boats on a green lake'

describeInBrowser('a second factor', () => {
  const studio = useStudio()
  /** Browsers make passkeys for names, not for numbers. */
  const named = (path: string) => `${studio.url().replace('127.0.0.1', 'localhost')}${path}`

  const account = async (email: string, role: 'owner' | 'host') => {
    const password_hash = await hashPassword(PASSWORD)
    return addUser(studio.ctx().db, { email, name: null, role, password_hash })
  }
  const signIn = async (page: Page, email: string) => {
    await page.goto(named('/studio/sign-in'))
    await page.getByLabel('Email').fill(email)
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  }
  const signOut = async (page: Page) => {
    await page.getByRole('button', { name: 'Sign out', exact: true }).first().click()
    await page.waitForURL('**/sign-in*')
  }
  /** A device with a fingerprint that always fits. */
  const addAuthenticator = async (page: Page) => {
    const session = await page.context().newCDPSession(page)
    await session.send('WebAuthn.enable')
    await session.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    })
  }

  it('is a passkey: made once, then alone or beside the password, and asked before what cannot be undone', async () => {
    const { id } = await account('passkey@example.com', 'owner')
    const page = await studio.open(null)
    await addAuthenticator(page)
    await signIn(page, 'passkey@example.com')
    await page.waitForURL('**/studio/home')
    await page.goto(named('/studio/account'))
    await settle(page)
    await page.getByRole('button', { name: 'Add a passkey' }).click()
    await page.getByText('Your recovery codes.').waitFor()
    expect(await page.locator('.recovery-codes li').count()).toBe(10)
    await page.getByText('Chrome on Linux').first().waitFor()
    await shot(page, 'account-wide')
    await expectAccessible(page)

    await signOut(page)
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
    // Back to where one was.
    await page.waitForURL('**/studio/account')
    await settle(page)
    await signOut(page)

    const asked = page.waitForResponse('**/api/v1/auth/sign-in')
    await signIn(page, 'passkey@example.com')
    await page.getByText('Your account has a second factor.').waitFor()
    // So that the browser looks in this device, not for a key of USB or a phone.
    expect((await (await asked).json()).passkey.allowCredentials).toEqual([
      { id: expect.any(String), type: 'public-key', transports: ['internal'] },
    ])
    await shot(page, 'second-step')
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Use your passkey' }).click()
    await page.waitForURL('**/studio/home')

    await studio
      .ctx()
      .db.updateTable('sessions')
      .set({ proven_at: new Date(Date.now() - 3_600_000) })
      .where('user_id', '=', id)
      .execute()
    await page.goto(named('/studio/keys'))
    await page.getByLabel('Name').fill('script')
    await page.getByRole('button', { name: 'Make the key' }).click()
    await page.getByText('Is it still you?').waitFor()
    await shot(page, 'prove')
    await page.getByRole('button', { name: 'Use your passkey' }).click()
    await page.getByText('Copy it now').waitFor()
  })

  it('is an app that shows codes, on any address', async () => {
    await account('code@example.com', 'host')
    const page = await studio.open(null, { width: 390, scheme: 'dark' })
    await signIn(page, 'code@example.com')
    await page.waitForURL('**/studio/air')
    await page.goto(named('/studio/account'))
    await settle(page)
    await page.getByRole('button', { name: 'Add an app that shows codes' }).click()
    const secret = (await page.locator('form code').innerText()).replaceAll(' ', '')
    const app = new TOTP({ secret: Secret.fromBase32(secret) })
    await shot(page, 'code-app-narrow')
    await expectNoSidewaysScroll(page)
    await page.getByLabel('The code that it shows now').fill(app.generate())
    await page.getByRole('button', { name: 'It works' }).click()
    await page.getByText('Your recovery codes.').waitFor()
    const codes = await page.locator('.recovery-codes li').allInnerTexts()
    await expectNoSidewaysScroll(page)
    await signOut(page)
    await signIn(page, 'code@example.com')
    await page.getByLabel('Code', { exact: true }).fill(codes[0] ?? '')
    await shot(page, 'second-step-narrow')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.waitForURL('**/studio/air')
  })

  it('that is demanded leads who has none to set one up', async () => {
    await account('late@example.com', 'host')
    const owner = await studio.open('owner')
    await owner.goto('/studio/people')
    await owner.getByLabel('Every host').click()
    await expect.poll(() => owner.getByLabel('Every host').isChecked()).toBe(true)
    await shot(owner, 'people-demand')
    const page = await studio.open(null)
    await signIn(page, 'late@example.com')
    await page.waitForURL('**/studio/account')
    await page.getByText('all else waits for it').waitFor()
    await shot(page, 'account-demanded')
    await page.getByRole('button', { name: 'Add an app that shows codes' }).click()
    const secret = (await page.locator('form code').innerText()).replaceAll(' ', '')
    await page
      .getByLabel('The code that it shows now')
      .fill(new TOTP({ secret: Secret.fromBase32(secret) }).generate())
    await page.getByRole('button', { name: 'It works' }).click()
    await page.getByText('Your recovery codes.').waitFor()
    await page.goto(named('/studio/boosts'))
    await page.waitForURL('**/studio/boosts')
  })
})
