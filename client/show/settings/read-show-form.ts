import type { ShowJson, ShowPatch } from '#api/contract/show.ts'

/** What a form about a show says otherwise than the show does; only that is sent. */
export function readShowForm(show: ShowJson, fields: Record<string, string>): ShowPatch {
  const read = (name: string) => (fields[name] ?? '').trim()
  const patch: ShowPatch = {}
  if (read('title') && read('title') !== show.title) patch.title = read('title')
  if (read('slug') && read('slug') !== show.slug) patch.slug = read('slug')
  if (read('feed') !== (show.feed ?? '')) patch.feed = read('feed') || null
  if (read('time_zone') && read('time_zone') !== show.time_zone) patch.time_zone = read('time_zone')
  if (read('currency').toUpperCase() !== show.currency && read('currency'))
    patch.currency = read('currency').toUpperCase()
  if (read('lightning_address') !== (show.lightning_address ?? ''))
    patch.lightning_address = read('lightning_address') || null
  for (const name of ['baller_sats', 'read_sats'] as const) {
    const sats = readCount(read(name))
    if (sats !== null && sats !== show[name]) patch[name] = sats
  }
  return patch
}

/** A whole number as typed, `20,000` or `20 000`; null where it is none. */
export function readCount(text: string): number | null {
  const plain = text.replaceAll(/[\s,.’'](?=\d{3}(?!\d))/g, '')
  return /^\d{1,12}$/.test(plain) ? Number(plain) : null
}
