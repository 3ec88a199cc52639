import { createElement as h, type ReactNode } from 'react'
import { loadSharp } from '#api/artwork/load-sharp.ts'
import { oneLine } from '#api/lib/one-line.ts'
import { loadFonts } from '#api/public/card/load-fonts.ts'

/** In pixels, as sites that show cards want them. */
export const CARD = { width: 1200, height: 630 } as const

const COLOURS = { bg: '#0f1115', text: '#f4f1ea', dim: '#a9adb8', line: '#2b303b', sat: '#ffc247' }
const PAD = 64
const PICTURE = 300
/** Whose first letter is of such a script. */
const RIGHT_TO_LEFT = /^\P{L}*[\p{Script=Arabic}\p{Script=Hebrew}]/u

/** What stands on a card, as text. */
export type Card = {
  kicker: string
  title: string
  /** Large and amber, e.g. `12,345 sats`; null: there is no amount. */
  amount: string | null
  /** In one dim line beneath. */
  rest: string
  /** A message's words, instead of a title that is large. */
  message?: string | undefined
  /** JPEG; null: no picture. */
  artwork: Buffer | null
}

/** Draws a card as PNG. What no font has is left out of it. */
export async function drawCard(card: Card): Promise<Buffer> {
  // Loaded with the first card: whoever shows none needs none of it.
  const [{ default: satori }, { renderAsync }, sharp] = await Promise.all([
    import('satori'),
    import('@resvg/resvg-js'),
    loadSharp(),
  ])
  const { kicker, title, amount, rest, message = '' } = card
  const { fonts, families, draw } = await loadFonts([kicker, title, amount ?? '', rest, message])
  const plain = (text: string, most: number) => cutLine(draw(oneLine(text)), most)
  const drawn: Card = {
    kicker: plain(kicker, 80),
    title: plain(title, 140),
    amount: amount && plain(amount, 40),
    rest: plain(rest, 100),
    message: message && plain(message, 400),
    artwork: card.artwork,
  }
  const svg = await satori(layOut(drawn, families), { ...CARD, fonts })
  const { pixels } = await renderAsync(svg, { font: { loadSystemFonts: false } })
  // What draws would pack it on the one thread that answers, in three times as long. Nothing shines through a card.
  return await sharp(pixels, { raw: { ...CARD, channels: 4 } })
    .removeAlpha()
    .png({ compressionLevel: 3 })
    .toBuffer()
}

function layOut({ kicker, title, amount, rest, message, artwork }: Card, fontFamily: string): ReactNode {
  const line = (size: number, color: string, text: string | null, lines: number, more: object = {}) =>
    text &&
    h(
      'div',
      { style: { display: 'block', fontSize: size, color, lineClamp: lines, lineHeight: 1.25, ...more } },
      text,
    )
  const words = [
    line(34, COLOURS.dim, kicker, 1),
    message
      ? line(sizeFor(message), COLOURS.text, message, 5, { marginTop: 18, ...edge(message) })
      : line(title.length > 50 ? 52 : 68, COLOURS.text, title, 3, { fontWeight: 700, marginTop: 6 }),
    message && line(34, COLOURS.text, title, 1, { marginTop: 26, fontWeight: 700 }),
    line(message ? 52 : 84, COLOURS.sat, amount, 1, { fontWeight: 700, marginTop: message ? 2 : 22 }),
    line(32, COLOURS.dim, rest, 1, { marginTop: 8 }),
  ]
  const picture =
    artwork &&
    h('img', {
      src: `data:image/jpeg;base64,${artwork.toString('base64')}`,
      width: PICTURE,
      height: PICTURE,
      style: { borderRadius: 24, marginRight: 56, flexShrink: 0 },
    })
  return h(
    'div',
    {
      style: {
        ...CARD,
        boxSizing: 'border-box',
        display: 'flex',
        alignItems: 'center',
        padding: PAD,
        background: COLOURS.bg,
        borderBottom: `12px solid ${COLOURS.sat}`,
        fontFamily,
      },
    },
    picture,
    h(
      'div',
      {
        style: {
          display: 'flex',
          flexDirection: 'column',
          flexGrow: 1,
          flexShrink: 1,
          flexBasis: 0,
          minWidth: 0,
        },
      },
      ...words,
    ),
  )
}

/** The amber edge, where a line begins in the message's script. */
function edge(message: string): object {
  const bar = `6px solid ${COLOURS.sat}`
  return RIGHT_TO_LEFT.test(message)
    ? { borderRight: bar, paddingRight: 26, textAlign: 'right' }
    : { borderLeft: bar, paddingLeft: 26 }
}

/** The longer a message is, the smaller. */
function sizeFor(text: string): number {
  return text.length > 220 ? 34 : text.length > 110 ? 42 : 54
}

/** In one line, cut after so many letters; a letter with its marks stays whole. */
function cutLine(text: string, most: number): string {
  const line = text.replace(/\s+/gu, ' ').trim()
  const letters = [...new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(line.slice(0, most * 12))]
  if (letters.length <= most) return letters.map(({ segment }) => segment).join('')
  return `${letters
    .slice(0, most)
    .map(({ segment }) => segment)
    .join('')
    .trimEnd()}…`
}
