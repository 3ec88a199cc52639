import type { PublicShow } from '#api/contract/public.ts'
import { html } from '#api/page/html.ts'
import type { Format } from '#api/public/page/format.ts'
import { countOf, givenOf } from '#api/public/page/parts.ts'

const HEIGHT = 28
const PAD = 12
/** Roughly what a character takes at 13 px; `textLength` makes it exact. */
const PER_CHARACTER = 7.1

/** A badge for other sites: `12,345 sats from 67 supporters`. An SVG without scripts, fonts or links of others. */
export function badge({ title, all_time }: PublicShow, format: Format): string {
  const given = givenOf(all_time, format)
  const from = format.t('badge.from', { supporters: countOf(all_time.supporters, 'supporters', format) })
  const name = format.t('show.title', { title })
  const [first, second] = [given, from].map((text) => Math.round([...text].length * PER_CHARACTER)) as [
    number,
    number,
  ]
  const width = PAD + first + 8 + second + PAD
  return html`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${HEIGHT}" viewBox="0 0 ${width} ${HEIGHT}" role="img" aria-label="${name}: ${given} ${from}">
  <title>${name}: ${given} ${from}</title>
  <rect width="${width}" height="${HEIGHT}" rx="6" fill="#0f1115"/>
  <g font-family="Verdana, DejaVu Sans, sans-serif" font-size="13">
    <text x="${PAD}" y="18.5" fill="#ffc247" font-weight="bold" textLength="${first}" lengthAdjust="spacingAndGlyphs">${given}</text>
    <text x="${PAD + first + 8}" y="18.5" fill="#f4f1ea" textLength="${second}" lengthAdjust="spacingAndGlyphs">${from}</text>
  </g>
</svg>
`.text
}
