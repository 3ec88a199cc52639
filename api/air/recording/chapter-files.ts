import { sayPosition } from '#api/air/notes/format.ts'
import type { ChapterFormat, ChapterList } from '#api/contract/air/recording.ts'
import type { SegmentJson } from '#api/contract/air/segment.ts'
import { oneLine } from '#api/lib/one-line.ts'

type Kept = { start_s: number; title: string }

/** What each format is sent as, and how its files end. */
export const CHAPTER_TYPES: Record<ChapterFormat, { type: string; extension: string; summary: string }> = {
  json: {
    type: 'application/json+chapters',
    extension: 'json',
    summary: 'as Podcasting 2.0 JSON chapters 1.2',
  },
  psc: { type: 'application/xml', extension: 'psc', summary: 'as Podlove Simple Chapters 1.2' },
  vtt: { type: 'text/vtt', extension: 'vtt', summary: 'as WebVTT' },
  txt: {
    type: 'text/plain',
    extension: 'txt',
    summary: 'as lines of time and title, for show notes and video sites',
  },
}

/** The chapters of a segment as a file. */
export function writeChapters(format: ChapterFormat, list: ChapterList, json: SegmentJson): string {
  const chapters = list.items
    .filter(({ hidden }) => !hidden)
    .map(({ start_s, title }) => ({ start_s, title: oneLine(title) }))
  return WRITERS[format](chapters, json)
}

const WRITERS: Record<ChapterFormat, (chapters: Kept[], json: SegmentJson) => string> = {
  json: writeJson,
  psc: writePodlove,
  vtt: writeWebVtt,
  txt: writeText,
}

/** After https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/examples/chapters/jsonChapters.md */
function writeJson(chapters: Kept[], { show }: SegmentJson): string {
  const file = {
    version: '1.2.0',
    podcastName: show.title,
    chapters: chapters.map(({ start_s, title }) => ({ startTime: start_s, title })),
  }
  return JSON.stringify(file, null, 2)
}

/** After https://podlove.org/simple-chapters */
function writePodlove(chapters: Kept[]): string {
  const lines = chapters.map(
    ({ start_s, title }) => `  <psc:chapter start="${clockTime(start_s)}" title="${asAttribute(title)}"/>\n`,
  )
  return `<?xml version="1.0" encoding="UTF-8"?>
<psc:chapters version="1.2" xmlns:psc="http://podlove.org/simple-chapters">
${lines.join('')}</psc:chapters>
`
}

/** So long is the last chapter said to be: where it ends, nobody has said. */
const LAST_S = 60

/** After https://www.w3.org/TR/webvtt1/: cues that do not overlap, each with its title. */
function writeWebVtt(chapters: Kept[]): string {
  const cues = chapters.flatMap(({ start_s, title }, index) => {
    const end = chapters[index + 1]?.start_s ?? start_s + LAST_S
    if (end <= start_s) return []
    return [`${clockTime(start_s)} --> ${clockTime(end)}\n${asCueText(title)}\n`]
  })
  return ['WEBVTT\n', ...cues].join('\n')
}

/** Video sites make chapters of such lines where the first is at the very beginning. */
function writeText(chapters: Kept[]): string {
  const first = chapters[0]?.start_s ?? 0
  const all = first >= 1 ? [{ start_s: 0, title: 'Beginning' }, ...chapters] : chapters
  return all.map(({ start_s, title }) => `${sayPosition(Math.floor(start_s))} ${title}\n`).join('')
}

/** `01:02:31.500` */
function clockTime(seconds: number): string {
  const ms = Math.round(seconds * 1000)
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0')
  const rest = String(ms % 1000).padStart(3, '0')
  return `${two(ms / 3_600_000)}:${two((ms / 60_000) % 60)}:${two((ms / 1000) % 60)}.${rest}`
}

const SIGNS: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

function asAttribute(text: string): string {
  // What XML cannot hold, a name does without.
  return text
    .toWellFormed()
    .replace(/[\ufffe\uffff]/g, '')
    .replace(/[&<>"]/g, (sign) => SIGNS[sign] ?? sign)
}

function asCueText(text: string): string {
  return text.replace(/[&<>]/g, (sign) => SIGNS[sign] ?? sign)
}
