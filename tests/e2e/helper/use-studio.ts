import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect } from 'vitest'
import { readConfig } from '#api/config.ts'
import type { Context } from '#api/context.ts'
import type { Role } from '#api/contract/auth.ts'
import { listJobs } from '#api/job/list-jobs.ts'
import { type Service, startService } from '#api/server.ts'
import { buildPages } from '#tests/e2e/helper/build-pages.ts'
import { findBrowser } from '#tests/e2e/helper/find-browser.ts'
import { watchPage } from '#tests/e2e/helper/watch-page.ts'
import { personCredential } from '#tests/helper/credential.ts'
import { createTestDatabase, type TestDatabase } from '#tests/helper/test-db.ts'

const BROWSER = findBrowser()

/** A `describe` of tests that need a browser; skipped, and shown as such, on a machine without one. */
export const describeInBrowser = describe.skipIf(BROWSER === null)

export type Looks = { width?: number; height?: number; scheme?: 'light' | 'dark' } & Pick<
  BrowserContextOptions,
  'locale' | 'timezoneId' | 'javaScriptEnabled'
>

export type Studio = {
  /** Where the service is. */
  url(): string
  ctx(): Context
  /** A new browser window in which this role is signed in, or nobody; it closes after the test. */
  open(who: Role | null, looks?: Looks): Promise<Page>
  /** The same window for all tests that ask for it with these looks. */
  share(who: Role, looks?: Looks): Promise<Page>
}

/**
 * Runs the service, with its jobs, on a database of its own, and one browser, for the tests of a `describeInBrowser`. After
 * each test it is seen that no page met an error, broke the policy, or asked another site for anything.
 */
export function useStudio(): Studio {
  let database: TestDatabase
  let service: Service
  let browser: Browser
  const cookies = new Map<Role, string>()
  const problems: string[] = []
  const opened: Page[] = []
  const shared = new Map<string, Page>()

  beforeAll(async () => {
    await buildPages()
    database = await createTestDatabase()
    const config = readConfig({
      PORT: '0',
      DEMO: 'off',
      LOG_LEVEL: process.env.TEST_LOG ?? 'silent',
      DATABASE_URL: database.url,
      SECRET_KEY: 'the secret key of the browser tests',
    })
    service = await startService(
      config,
      () => {},
      async () => {},
      // The others ask the world outside.
      listJobs(config).filter(({ name, onChange }) => onChange && !['metadata', 'feeds'].includes(name)),
    )
    browser = await chromium.launch({
      ...(BROWSER ? { executablePath: BROWSER } : {}),
      args: [
        '--no-sandbox',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    })
  })
  afterEach(async () => {
    for (const page of opened.splice(0)) await page.context().close()
    expect(problems.splice(0)).toEqual([])
  })
  afterAll(async () => {
    await browser?.close()
    await service?.stop()
    await database?.drop()
  })

  const cookieOf = async (role: Role) => {
    const known = cookies.get(role)
    if (known) return known
    const { Cookie } = await personCredential(service.ctx, role)
    cookies.set(role, Cookie)
    return Cookie
  }
  const make: Studio['open'] = async (
    who,
    { width = 1280, height = 800, scheme = 'light', ...rest } = {},
  ) => {
    const context = await browser.newContext({
      baseURL: service.url,
      viewport: { width, height },
      colorScheme: scheme,
      reducedMotion: 'reduce',
      ...rest,
    })
    context.setDefaultTimeout(30_000)
    if (who) {
      const [name = '', value = ''] = (await cookieOf(who)).split('=')
      await context.addCookies([{ name, value, url: service.url, httpOnly: true, sameSite: 'Lax' }])
    }
    const page = await context.newPage()
    watchPage(page, service.url, (problem) => problems.push(problem))
    return page
  }
  return {
    url: () => service.url,
    ctx: () => service.ctx,
    open: async (who, looks) => {
      const page = await make(who, looks)
      opened.push(page)
      return page
    },
    share: async (who, looks = {}) => {
      const key = JSON.stringify([who, looks])
      const page = shared.get(key) ?? (await make(who, looks))
      shared.set(key, page)
      return page
    },
  }
}
