import type { Page } from 'playwright-core'
import { createSetupLink } from '#api/auth/setup-link.ts'
import type { Studio } from '#tests/e2e/helper/use-studio.ts'

/** Makes the owner's account as the link of the first start has it, until the first steps are there. */
export async function makeAccount(studio: Pick<Studio, 'ctx' | 'url'>, page: Page): Promise<void> {
  await page.goto((await createSetupLink(studio.ctx(), studio.url())) ?? '')
  await page.getByLabel('Email').fill('chris@example.com')
  await page.getByLabel('Your name').fill('Chris')
  await page.getByLabel('Password', { exact: true }).fill('seven boats on a green lake')
  await page.getByRole('button', { name: 'Make the account' }).click()
  await page.waitForURL('**/studio/start')
}
