import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)

/** Latin, Greek and Cyrillic. */
const BASE = 'Roboto'
const roboto = require.resolve('pdfmake/fonts/Roboto/Roboto-Regular.ttf')

type Files = { normal: string; bold: string }

/** The fonts of a document by name: those beside the first have what it lacks, and one weight. */
export const FONTS: Record<string, Files> = {
  [BASE]: { normal: roboto, bold: roboto.replace(/Regular(?=\.ttf$)/, 'Medium') },
  Japanese: sole('@fontsource/kosugi/files/kosugi-japanese-400-normal.woff'),
  Korean: sole('@fontsource/gowun-dodum/files/gowun-dodum-korean-400-normal.woff'),
  Chinese: sole(
    '@fontsource/zcool-qingke-huangyou/files/zcool-qingke-huangyou-chinese-simplified-400-normal.woff',
  ),
}

function sole(path: string): Files {
  const file = require.resolve(path)
  return { normal: file, bold: file }
}

const HANGUL = /[\p{Script=Hangul}]/u
const KANA = /[\p{Script=Hiragana}\p{Script=Katakana}]/u
const EASTERN =
  /[\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}\u3000-\u303f\uff00-\uffef]/u

const HAN = /\p{Script=Han}/gu

let kanji: ReadonlySet<string> | undefined

/** Whether a character is one of JIS X 0208: what Shift JIS writes by two bytes. */
function isKanji(letter: string): boolean {
  kanji ??= new Set(listKanji())
  return kanji.has(letter)
}

function listKanji(): string[] {
  const leads = Array.from({ length: 0xeb - 0x88 }, (_, n) => 0x88 + n).filter(
    (lead) => lead < 0xa0 || lead > 0xdf,
  )
  const trails = Array.from({ length: 0xfd - 0x40 }, (_, n) => 0x40 + n).filter((trail) => trail !== 0x7f)
  const bytes = leads.flatMap((lead) => trails.flatMap((trail) => [lead, trail]))
  return new TextDecoder('shift_jis').decode(Uint8Array.from(bytes)).match(HAN) ?? []
}

type Run = { text: string; font?: string }

/** Has each text of a document name the fonts that have its letters, where the first has not. Changes the document. */
export function nameFonts(part: object): void {
  for (const [key, value] of Object.entries(part)) {
    if (key === 'info') continue
    if (typeof value === 'string' && isText(part, key) && EASTERN.test(value))
      Reflect.set(part, key, Array.isArray(part) ? { text: runsOf(value) } : runsOf(value))
    else if (typeof value === 'object' && value !== null) nameFonts(value)
  }
}

/** What is written, rather than a font or a colour. */
function isText(part: object, key: string): boolean {
  return Array.isArray(part) || key === 'text'
}

/**
 * A text in parts that one font has each. Chinese and Japanese share characters: with kana beside them they are Japanese, and where all
 * of them are written in Japanese too, its font is the plainer one.
 */
export function runsOf(text: string): Run[] {
  const isJapanese = KANA.test(text) || (!HANGUL.test(text) && (text.match(HAN) ?? []).every(isKanji))
  const han = isJapanese ? 'Japanese' : HANGUL.test(text) ? 'Korean' : 'Chinese'
  const runs: Run[] = []
  for (const letter of text) {
    const font = fontOf(letter, han)
    const last = runs.at(-1)
    if (last && last.font === font) last.text += letter
    else runs.push(font === undefined ? { text: letter } : { text: letter, font })
  }
  return runs
}

function fontOf(letter: string, han: string): string | undefined {
  if (!EASTERN.test(letter)) return undefined
  if (HANGUL.test(letter)) return 'Korean'
  return KANA.test(letter) ? 'Japanese' : han
}
