import { expect, it } from 'vitest'
import { nameBrowser } from '#api/auth/session/name-browser.ts'

const like = (system: string, rest: string) =>
  `Mozilla/5.0 (${system}) AppleWebKit/537.36 (KHTML, like Gecko) ${rest}`
const CHROME = 'Chrome/142.0.0.0 Safari/537.36'

it.each([
  ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox on Linux'],
  [like('X11; Linux x86_64', 'HeadlessChrome/142.0.0.0 Safari/537.36'), 'Chrome on Linux'],
  [like('Windows NT 10.0; Win64; x64', CHROME), 'Chrome on Windows'],
  [like('Windows NT 10.0; Win64; x64', `${CHROME} Edg/142.0`), 'Microsoft Edge on Windows'],
  [like('Macintosh; Intel Mac OS X 10_15_7', 'Version/17.4 Safari/605.1.15'), 'Safari on macOS'],
  [like('iPad; CPU OS 17_0 like Mac OS X', 'Version/17.0 Mobile/15E148 Safari/604.1'), 'Safari on iPad'],
  [
    like('iPhone; CPU iPhone OS 17_4 like Mac OS X', 'CriOS/142.0 Mobile/15E148 Safari/604.1'),
    'Chrome on iPhone',
  ],
  [
    like('iPhone; CPU iPhone OS 17_4 like Mac OS X', 'FxiOS/140.0 Mobile/15E148 Safari/604.1'),
    'Firefox on iPhone',
  ],
  [like('Linux; Android 10; K', CHROME), 'Chrome on Android'],
  [like('X11; CrOS x86_64 14541.0.0', CHROME), 'Chrome on Chrome OS'],
  ['curl/8.5.0', 'curl/8.5.0'],
  [null, 'Unknown browser'],
])('a browser that calls itself %j is %s', (userAgent, name) => {
  expect(nameBrowser({ userAgent })).toBe(name)
})

it('one that hides behind the name of another is known by its hints', () => {
  const brands = '"Chromium";v="142", "Brave";v="142", "Not A(Brand";v="99"'
  const said = { userAgent: like('X11; Linux x86_64', CHROME), brands, platform: '"Linux"' }
  expect(nameBrowser(said)).toBe('Brave on Linux')
})

it.each(['"', '"a";v="', ';;;;', '"Brave";v="1"'.repeat(10_000), '\u0000'])(
  'hints that are none, %#, keep nobody out',
  (brands) => {
    const name = nameBrowser({ userAgent: 'x'.repeat(10_000), brands, platform: brands })
    expect(name.length).toBeLessThanOrEqual(80)
  },
)
