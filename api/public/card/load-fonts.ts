import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { Font } from 'satori'

/** For letters, the better-looking first; the parts of each are loaded once a text needs them. */
const FAMILIES = [
  'atkinson-hyperlegible-next',
  'noto-sans',
  'vazirmatn',
  'noto-sans-hebrew',
  'noto-sans-thai',
  'kosugi',
  'gowun-dodum',
  'zcool-qingke-huangyou',
  'noto-emoji',
] as const
/** Fonts say that they have these, and have no shape for them. */
const SHAPELESS = /\p{Cc}|(?![\u200c\u200d])\p{Default_Ignorable_Code_Point}/u
/** So many sets of parts are kept together: each set is read once. */
const MOST_SETS = 50

type Part = { family: string; name: string; ranges: [number, number][] }
type FontSet = { fonts: Font[]; families: string }

const require = createRequire(import.meta.url)
let parts: Promise<Part[]> | undefined
const files = new Map<string, Promise<Font[]>>()
const sets = new Map<string, Promise<FontSet>>()

/**
 * Loads what a text can be drawn with.
 * @returns the fonts, the names of their families in order, and the text without the letters that none of them has
 */
export async function loadFonts(
  texts: readonly string[],
): Promise<FontSet & { draw: (text: string) => string }> {
  parts ??= listParts()
  const all = await parts
  const found = new Map<string, Part | undefined>()
  for (const letter of new Set(texts.join('')))
    found.set(
      letter,
      all.find(({ ranges }) => covers(ranges, letter)),
    )
  const needed = new Set([...found.values()].filter((part) => part !== undefined))
  // Latin is always there: figures and what Readout itself says.
  const chosen = all.filter(
    (part) => (part.name === 'latin' && part.family === FAMILIES[0]) || needed.has(part),
  )
  const key = chosen.map(({ family, name }) => `${family} ${name}`).join(',')
  const set = sets.get(key) ?? loadSet(chosen)
  if (sets.size >= MOST_SETS) sets.clear()
  sets.set(key, set)
  return {
    ...(await set),
    draw: (text) =>
      [...text]
        .filter((letter) => /\s/.test(letter) || (found.get(letter) && !SHAPELESS.test(letter)))
        .join(''),
  }
}

async function loadSet(chosen: readonly Part[]): Promise<FontSet> {
  const fonts = (await Promise.all(chosen.map(loadPart))).flat()
  return {
    fonts,
    families: [...new Set(fonts.map(({ name }) => name))].map((name) => `"${name}"`).join(', '),
  }
}

/** Each part is a family of its own, since one file is one font; the bold one only of what texts are mostly in. */
function loadPart({ family, name }: Part): Promise<Font[]> {
  const id = `${family}-${name.replace(/[[\]]/g, '')}`
  const known = files.get(id)
  if (known) return known
  const weights = family === FAMILIES[0] || family === 'noto-sans' ? ([400, 700] as const) : ([400] as const)
  const loading = Promise.all(
    weights.map(async (weight) => ({
      name: id,
      weight,
      style: 'normal' as const,
      data: await readFile(join(folderOf(family), 'files', `${id}-${weight}-normal.woff`)),
    })),
  )
  files.set(id, loading)
  return loading
}

async function listParts(): Promise<Part[]> {
  const listed = await Promise.all(
    FAMILIES.map(async (family) => {
      const named: Record<string, string> = JSON.parse(
        await readFile(join(folderOf(family), 'unicode.json'), 'utf8'),
      )
      return Object.entries(named).map(([name, ranges]) => ({ family, name, ranges: readRanges(ranges) }))
    }),
  )
  return listed.flat()
}

function folderOf(family: string): string {
  return dirname(require.resolve(`@fontsource/${family}/unicode.json`))
}

/** `U+0000-00FF,U+0131` as CSS has it. */
function readRanges(text: string): [number, number][] {
  return text.split(',').map((range) => {
    const [from = '', to = from] = range.trim().replace(/^U\+/i, '').split('-')
    return [Number.parseInt(from.replaceAll('?', '0'), 16), Number.parseInt(to.replaceAll('?', 'f'), 16)]
  })
}

function covers(ranges: readonly [number, number][], letter: string): boolean {
  const code = letter.codePointAt(0) ?? 0
  return ranges.some(([from, to]) => code >= from && code <= to)
}
