import { mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type Axe from 'axe-core'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'

declare global {
  interface Window {
    axe?: typeof Axe
  }
}

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** Waits until a studio page shows what it is about and no frame of something to come. */
export async function settle(page: Page): Promise<void> {
  await page.locator('main').first().waitFor()
  await page.waitForLoadState('load')
  await page.waitForFunction(() => !document.querySelector('.skeleton, [aria-busy="true"]'))
}

/** Sees that axe finds no fault, by WCAG 2.2 AA and its own best practices. */
export async function expectAccessible(page: Page): Promise<void> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(AXE)
  const faults = await page.evaluate(async () => {
    // No rule that is on asks for style sheets as text, and fetching them is half of the time.
    const found = await window.axe?.run(document, {
      resultTypes: ['violations'],
      preload: { assets: ['media'] },
    })
    return found?.violations.map(
      ({ id, help, nodes }) => `${id}: ${help}\n  ${nodes.map(({ html }) => html).join('\n  ')}`,
    )
  })
  expect(faults, page.url()).toEqual([])
}

/** Sees that nothing makes the page wider than its window. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const { wide, seen } = await page.evaluate(() => ({
    wide: document.documentElement.scrollWidth,
    seen: document.documentElement.clientWidth,
  }))
  expect({ address: page.url(), wide }).toEqual({ address: page.url(), wide: Math.min(wide, seen) })
}

/** Waits until the service worker keeps all of the studio's files. */
export async function waitForWorker(page: Page): Promise<void> {
  const state = () =>
    page.evaluate(async () => {
      const worker = await navigator.serviceWorker.getRegistration('/studio/')
      return worker?.active?.state
    })
  await expect.poll(state, { timeout: 60_000 }).toBe('activated')
}

/** Takes a picture, where SCREENSHOTS names a folder. */
export async function shot(page: Page, name: string, fullPage = false): Promise<void> {
  const folder = process.env.SCREENSHOTS
  if (!folder) return
  mkdirSync(folder, { recursive: true })
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage })
}

/**
 * Slows the page's network down to a bad cellular link.
 * @param kbit per second, down and up
 * @returns cuts it off, or brings it back
 */
export async function slowDown(
  page: Page,
  { kbit = 400, latencyMs = 400 } = {},
): Promise<(offline: boolean) => Promise<void>> {
  const session = await page.context().newCDPSession(page)
  const throughput = (kbit * 1000) / 8
  await session.send('Network.enable')
  const set = async (offline: boolean) => {
    await session.send('Network.emulateNetworkConditions', {
      offline,
      latency: latencyMs,
      downloadThroughput: throughput,
      uploadThroughput: throughput,
    })
  }
  await set(false)
  return set
}
