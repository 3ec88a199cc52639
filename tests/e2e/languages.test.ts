import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { addressOf, screens } from '#client/studio/screens.ts'
import { foldersWithMessages, readMessages } from '#tests/client/language/read-screens.ts'
import { expectNoSidewaysScroll, settle, shot } from '#tests/e2e/helper/look.ts'
import { pay } from '#tests/e2e/helper/pay.ts'
import { describeInBrowser, useStudio } from '#tests/e2e/helper/use-studio.ts'

/** What another language may say as well, and a name that counts as anonymous. */
const SAME = /^(Test|Name|Version|Start|Filter|Code|Link|Plan|General|Note|Total|unknown)$/

/** Every message without holes, in English, with its translation. */
function translationsOf(language: string): Map<string, string> {
  const all = foldersWithMessages().flatMap((folder) => Object.entries(readMessages(folder, language)))
  return new Map(all.filter(([message]) => !message.includes('{')))
}

/** What stands on the page and in its labels. */
async function textsOf(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    const found: string[] = []
    while (words.nextNode()) found.push(words.currentNode.textContent ?? '')
    for (const element of document.querySelectorAll('[aria-label], [title], [placeholder]'))
      for (const name of ['aria-label', 'title', 'placeholder']) found.push(element.getAttribute(name) ?? '')
    return found.map((text) => text.trim())
  })
}

describeInBrowser('the studio', () => {
  const studio = useStudio()
  beforeAll(() =>
    pay(
      studio.ctx(),
      { sender: 'wren', message: 'Hallo aus Wien', show: 'Lieder am Morgen', sats: 2_222 },
      { sender: 'Marisol', message: '¡Hola!', show: 'Lieder am Morgen', sats: 150, claimed: 9_000 },
      { show: 'Lieder am Morgen', action: 'stream', sats: 50 },
      { memo: 'for whom?', sats: 300 },
    ).then(async () => {
      await studio.ctx().db.updateTable('wallets').set({ whose: 'show' }).execute()
      await studio.ctx().db.updateTable('shows').set({ status: 'kept', is_public: true }).execute()
    }),
  )

  describe.each([
    ['de', 'de-AT', { width: 390, height: 844, scheme: 'dark' }],
    ['es', 'es-MX', { width: 1440, height: 900, scheme: 'light' }],
  ] as const)('is in %s for a browser that asks for it', (language, locale, looks) => {
    const translations = translationsOf(language)
    const theirs = new Set(translations.values())
    const english = new Set(
      [...translations].filter(([one, other]) => one !== other && !SAME.test(one)).map(([one]) => one),
    )

    it.each(screens)('at $path', async (screen) => {
      const page = await studio.share('owner', { locale, ...looks })
      await page.goto(`/studio${addressOf(screen)}`)
      await settle(page)
      expect(await page.title()).toBe(`${translations.get(screen.title)} · Readout`)
      expect(await page.evaluate(() => document.documentElement.lang)).toBe(language)
      await shot(page, `${language}-${looks.width}${addressOf(screen).replaceAll('/', '-')}`, true)
      await expectNoSidewaysScroll(page)
      const texts = await textsOf(page)
      expect(texts.filter((text) => english.has(text) && !theirs.has(text))).toEqual([])
    })
  })

  it('is in the language that one chose, on every device', async () => {
    const first = await studio.open('host')
    await first.goto('/studio/account')
    await first.getByLabel('The studio is in').selectOption('Deutsch')
    await first.getByRole('heading', { name: 'Auf diesem Gerät' }).waitFor()
    const other = await studio.open('host')
    await other.goto('/studio/boosts')
    await other.getByRole('searchbox', { name: 'Nachrichten und Namen durchsuchen' }).waitFor()
    await other.goto('/studio/account')
    await other.getByLabel('Das Studio ist auf').selectOption('')
    await other.getByRole('heading', { name: 'On this device' }).waitFor()
    await first.goto('/studio/home')
    await first
      .getByRole('link', { name: 'Running order' })
      .or(first.getByRole('link', { name: 'Boosts' }))
      .first()
      .waitFor()
  })
})
