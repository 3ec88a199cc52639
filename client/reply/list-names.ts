import { formatCount } from '#client/format/sats.ts'
import { pageLocale } from '#client/language/locale.ts'
import { t } from '#client/reply/words.ts'

/** So many are said by name. */
const SAID = 8

/** `Ann, Bo and 297 more`; names are others' words, and stand in their own direction. */
export function listNames(names: readonly string[]): string {
  const said = names.slice(0, SAID).map((name) => `\u2068${name}\u2069`)
  const more = names.length - said.length
  const all = more > 0 ? [...said, t('{more} more', { more: formatCount(more) })] : said
  return new Intl.ListFormat(pageLocale(), { type: 'conjunction' }).format(all)
}
