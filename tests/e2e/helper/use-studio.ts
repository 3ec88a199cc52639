import { mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, inject } from 'vitest'
import { readConfig } from '#api/config.ts'
import type { Context } from '#api/context.ts'
import type { Role } from '#api/contract/auth.ts'
import { listJobs } from '#api/jobs.ts'
import { type Service, startService } from '#api/server.ts'
import { buildPages } from '#tests/e2e/helper/build-pages.ts'
import { BROWSER, openBrowser } from '#tests/e2e/helper/open-browser.ts'
import { watchPage } from '#tests/e2e/helper/watch-page.ts'
import { personCredential } from '#tests/helper/credential.ts'
import { createTestDatabase, type TestDatabase } from '#tests/helper/test-db.ts'

/** A `describe` of tests that need a browser; skipped, and shown as such, on a machine without one. */
export const describeInBrowser = describe.skipIf(BROWSER === null)

export type Looks = {
  width?: number
  height?: number
  scheme?: 'light' | 'dark'
  /** Of a browser that has not even loaded the pages' files before. */
  isFirst?: boolean
} & Pick<BrowserContextOptions, 'locale' | 'timezoneId' | 'javaScriptEnabled' | 'hasTouch'>

export type Studio = {
  /** Where the service is. */
  url(): string
  ctx(): Context
  /** A browser window that remembers nothing, in which this role is signed in, or nobody; it closes after the test. */
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
  const contexts: BrowserContext[] = []
  const opened: { page: Page; key: string }[] = []
  /** By their looks, those whose test is over: they know no more than the pages' files, which need not be read again. */
  const free = new Map<string, BrowserContext[]>()
  const shared = new Map<string, Page>()

  beforeAll(async () => {
    await buildPages()
    database = await createTestDatabase()
    const config = readConfig({
      PORT: '0',
      DATA_DIR: mkdtempSync(join(inject('runFolder'), 'studio-')),
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
    browser = await openBrowser()
  })
  afterEach(async () => {
    const met = problems.splice(0)
    for (const { page, key } of opened.splice(0)) {
      const context = page.context()
      if (await forgetAll(page, service.url)) free.set(key, [...(free.get(key) ?? []), context])
      else await context.close()
    }
    // What is met on the way out, e.g. a request that is broken off, is nobody's.
    problems.length = 0
    expect(met).toEqual([])
  })
  afterAll(async () => {
    for (const context of contexts) await context.close()
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
  const openContext = async ({ width = 1280, height = 800, scheme = 'light', ...rest }: Looks) => {
    const context = await browser.newContext({
      baseURL: service.url,
      viewport: { width, height },
      colorScheme: scheme,
      reducedMotion: 'reduce',
      ...rest,
    })
    contexts.push(context)
    context.setDefaultTimeout(30_000)
    return context
  }
  const make = async (who: Role | null, { isFirst = false, ...looks }: Looks = {}) => {
    const key = JSON.stringify(looks)
    const known = isFirst ? undefined : free.get(key)?.pop()
    const context = known ?? (await openContext(looks))
    if (who) {
      const [name = '', value = ''] = (await cookieOf(who)).split('=')
      await context.addCookies([{ name, value, url: service.url, httpOnly: true, sameSite: 'Lax' }])
    }
    const page = await context.newPage()
    watchPage(page, service.url, (problem) => problems.push(problem))
    return { page, key }
  }
  return {
    url: () => service.url,
    ctx: () => service.ctx,
    open: async (who, looks) => {
      const made = await make(who, looks)
      opened.push(made)
      return made.page
    },
    share: async (who, looks = {}) => {
      const key = JSON.stringify([who, looks])
      const page = shared.get(key) ?? (await make(who, looks)).page
      shared.set(key, page)
      return page
    },
  }
}

/** Closes a window, and removes all that its pages left in the browser. @returns whether that went well */
async function forgetAll(page: Page, origin: string): Promise<boolean> {
  try {
    const context = page.context()
    const blank = page.isClosed() ? await context.newPage() : page
    for (const each of context.pages()) if (each !== blank) await each.close()
    await blank.goto('about:blank')
    const session = await context.newCDPSession(blank)
    await session.send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' })
    await context.clearCookies()
    await context.clearPermissions()
    await context.setOffline(false)
    await blank.close()
    return true
  } catch {
    return false
  }
}
