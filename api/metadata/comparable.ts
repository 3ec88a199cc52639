import { decodeHTMLStrict } from 'entities'

/** A title as titles are compared: on one line, with entities decoded that were encoded once too often, in one form of Unicode. */
export function comparableTitle(title: string): string {
  const decoded = title.includes('&') ? decodeHTMLStrict(decodeHTMLStrict(title)) : title
  return decoded.toWellFormed().normalize('NFC').replaceAll('\0', '␀').replace(/\s+/g, ' ').trim()
}

/**
 * A feed's address as addresses are compared: whatever its scheme, the capitals of its host, a port that is the default one, and
 * slashes at its end. `www.` counts: it may lead elsewhere.
 */
export function comparableUrl(address: string): string {
  const url = URL.parse(/^[a-z][a-z0-9+.-]*:/i.test(address) ? address : `https://${address}`)
  if (!url || !/^(https?|feed|podcast|itpc|pcast):$/.test(url.protocol)) return address
  const [, host = '', rest = ''] = /^[^:]+:(?:\/\/)?([^/?#]*)([^#]*)/.exec(url.href) ?? []
  const named = host
    .toLowerCase()
    .replace(/^.*@/, '')
    .replace(/:(80|443)$/, '')
  return `https://${named}${rest.replace(/\/+(?=\?|$)/, '')}`
}
