import { type Browser, chromium } from 'playwright-core'
import { findBrowser } from '#tests/e2e/helper/find-browser.ts'

/** The path of the browser; null where there is none. */
export const BROWSER = findBrowser()

const ARGS = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Processes that wait for pages which never come.
  '--disable-features=SpareRendererForSitePerProcess',
]

let opening: Promise<Browser> | null = null

/** The browser of this worker, for all its test files, since its start takes seconds; Playwright ends it with the worker. */
export async function openBrowser(): Promise<Browser> {
  const known = await opening
  if (known?.isConnected()) return known
  opening = chromium.launch({ ...(BROWSER ? { executablePath: BROWSER } : {}), args: ARGS })
  return opening
}
