import type { Page } from 'playwright-core'

/** What a browser says of answers such as 401, and of a test's own cut of the network; the pages know how to take both. */
const ANSWERED =
  /^Failed to load resource: (the server responded with a status of 4\d\d|net::ERR_INTERNET_DISCONNECTED)/

/** Reports what must not happen on a page: errors, breaches of the policy, and requests to other sites. */
export function watchPage(page: Page, origin: string, report: (problem: string) => void): void {
  page.on('pageerror', (error) => report(`${page.url()}: ${error.stack ?? error.message}`))
  page.on('console', (message) => {
    const text = message.text()
    if (message.type() === 'error' && !ANSWERED.test(text)) report(`${page.url()}: ${text}`)
  })
  page.on('dialog', (dialog) => {
    report(`${page.url()}: a dialog says ${dialog.message()}`)
    void dialog.dismiss()
  })
  // The same service under its name.
  const own = [`${origin}/`, `${origin.replace('127.0.0.1', 'localhost')}/`]
  page.on('request', (request) => {
    const url = request.url()
    if (!own.some((start) => url.startsWith(start)) && !/^(data|blob|about):/.test(url))
      report(`${page.url()} asks ${url}`)
  })
}
