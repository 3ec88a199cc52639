import Bowser from 'bowser'
import type { Request } from 'express'

/** What a browser says of itself: its user agent, and the client hints that Chromium's send beside it over https. */
export type SaidBrowser = {
  userAgent: string | null
  brands?: string | undefined
  platform?: string | undefined
}

/** A browser's own name is short; what claims to be one may not be. */
const LONGEST = 40

/** What a request says of the browser that makes it. */
export function browserOf(req: Request): SaidBrowser {
  return {
    userAgent: req.get('user-agent') ?? null,
    brands: req.get('sec-ch-ua'),
    platform: req.get('sec-ch-ua-platform'),
  }
}

/** What a person would call a browser: `Firefox on Linux`, `Safari on iPhone`. */
export function nameBrowser({ userAgent, brands = '', platform = '' }: SaidBrowser): string {
  if (!userAgent) return 'Unknown browser'
  const hints = { brands: readBrands(brands.slice(0, 500)), platform: unquote(platform.slice(0, 100)) }
  const parser = Bowser.getParser(userAgent.slice(0, 500), hints)
  const browser = parser.getBrowserName()
  if (!browser) return userAgent.slice(0, LONGEST)
  const device = parser.getPlatform().model ?? ''
  const system = /^(iPhone|iPad|iPod)/.test(device) ? device : parser.getOSName()
  return (system ? `${browser} on ${system}` : browser).slice(0, 2 * LONGEST)
}

/** `"Chromium";v="142", "Brave";v="142"`, as https://wicg.github.io/ua-client-hints/#sec-ch-ua has it. */
function readBrands(header: string): { brand: string; version: string }[] {
  return [...header.matchAll(/"([^"\\]*)";\s*v="([^"\\]*)"/g)].map(([, brand = '', version = '']) => ({
    brand,
    version,
  }))
}

function unquote(text: string): string {
  return text.replace(/^"|"$/g, '')
}
