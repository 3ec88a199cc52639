import { existsSync } from 'node:fs'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

/**
 * A Chromium of this machine: that of CHROMIUM_PATH, else the first one installed.
 * @returns null where there is none
 * @throws where there is none and CI says that nothing may be skipped
 */
export function findBrowser(): string | null {
  const { CHROMIUM_PATH, CI } = process.env
  const places = CHROMIUM_PATH ? [CHROMIUM_PATH] : NAMES.map((name) => `/usr/bin/${name}`)
  const found = places.find((place) => existsSync(place))
  if (found) return found
  const sentence = `No browser: ${places.join(', ')}. Install Chromium, or name one in CHROMIUM_PATH.`
  if (CI) throw new Error(sentence)
  console.warn(`The browser tests are skipped. ${sentence}`)
  return null
}
