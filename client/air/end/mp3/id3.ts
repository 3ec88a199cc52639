import { t } from '#client/air/words.ts'

/** A part of a tag, its data as it stands in the file. */
type Frame = { id: string; flags: number; data: Uint8Array<ArrayBuffer> }
type Tag = { version: 3 | 4; frames: Frame[] }

export type FileChapter = { start_s: number; title: string }

/** One table of contents holds no more: the count is one byte. */
const MOST_CHAPTERS = 255
const HEADER = 10
/** Room for what is changed later, so that the file need not be written anew. */
const PADDING = 512
const UNSYNCHRONISED = 0x80
const EXTENDED = 0x40
const FOOTER = 0x10
/** Of a frame in 2.4. */
const FRAME_UNSYNCHRONISED = 0x02

/** How long the tag is that a file begins with; 0 where it begins with none. @param head its first ten bytes */
export function tagLength(head: Uint8Array): number {
  if (head.length < HEADER || latin1(head.subarray(0, 3)) !== 'ID3') return 0
  const footer = (head[5] ?? 0) & FOOTER ? HEADER : 0
  return HEADER + readSize(head.subarray(6, 10), 128) + footer
}

/**
 * A tag (ID3 2.3 or 2.4) with these chapters instead of those that it had, and all else as it was.
 * After https://id3.org/id3v2-chapters-1.0
 * @param tag what the file begins with; empty where it has none
 * @param end_s where the file ends, and with it the last chapter
 * @throws Error with a sentence where that cannot be done
 */
export function withChapters(
  tag: Uint8Array,
  chapters: readonly FileChapter[],
  end_s: number,
): Uint8Array<ArrayBuffer> {
  if (chapters.length > MOST_CHAPTERS)
    throw new Error(
      t('An MP3 holds {most} chapters at most. Leave some out, then try again.', { most: MOST_CHAPTERS }),
    )
  const { version, frames } = readTag(tag)
  const kept = frames.filter(({ id }) => id !== 'CHAP' && id !== 'CTOC')
  return writeTag({ version, frames: [...kept, ...chapterFrames(version, chapters, end_s)] })
}

function readTag(tag: Uint8Array): Tag {
  if (tag.length === 0) return { version: 3, frames: [] }
  const [version, flags = 0] = [tag[3], tag[5]]
  if (version !== 3 && version !== 4)
    throw new Error(
      t(
        'The tag of this file is of an older kind (ID3 2.{version}). Save the file once with a tag editor, then drop it again.',
        { version: version ?? 0 },
      ),
    )
  const end = tag.length - (flags & FOOTER ? HEADER : 0)
  const whole = flags & UNSYNCHRONISED
  const stored = tag.slice(HEADER, end)
  const body = whole && version === 3 ? withoutFill(stored) : stored
  const data = body.subarray(flags & EXTENDED ? extendedLength(body, version) : 0)
  // Some programs write the sizes of 2.4 as those of 2.3.
  const frames = version === 3 ? framesOf(data, 256) : (framesOf(data, 128) ?? framesOf(data, 256))
  if (!frames)
    throw new Error(
      'The tag of this file cannot be read. Save the file once with a tag editor, then drop it again.',
    )
  // What was said of the whole is said of each: the new frames are as they are.
  const each = whole && version === 4 ? FRAME_UNSYNCHRONISED : 0
  return { version, frames: frames.map((frame) => ({ ...frame, flags: frame.flags | each })) }
}

/** @param base of the digits of a size: 128 (seven bits each) or 256 @returns null where it is not made of frames */
function framesOf(data: Uint8Array<ArrayBuffer>, base: 128 | 256): Frame[] | null {
  const frames: Frame[] = []
  for (let at = 0; at + HEADER <= data.length && data[at] !== 0; ) {
    const id = latin1(data.subarray(at, at + 4))
    const size = readSize(data.subarray(at + 4, at + 8), base)
    const end = at + HEADER + size
    if (!/^[A-Z0-9]{4}$/.test(id) || end > data.length) return null
    const flags = readSize(data.subarray(at + 8, at + HEADER), 256)
    frames.push({ id, flags, data: data.subarray(at + HEADER, end) })
    at = end
  }
  return frames
}

function extendedLength(body: Uint8Array, version: 3 | 4): number {
  return version === 3 ? 4 + readSize(body.subarray(0, 4), 256) : readSize(body.subarray(0, 4), 128)
}

/** Without the zeros that were put in so that nothing looks like the beginning of sound. */
function withoutFill(data: Uint8Array): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(data.filter((byte, at) => byte !== 0 || data[at - 1] !== 0xff))
}

function writeTag({ version, frames }: Tag): Uint8Array<ArrayBuffer> {
  const body = join([...frames.map((frame) => asBytes(version, frame)), new Uint8Array(PADDING)])
  return join([ascii('ID3'), Uint8Array.of(version, 0, 0), sizeBytes(body.length, 128), body])
}

function asBytes(version: 3 | 4, { id, flags, data }: Frame): Uint8Array<ArrayBuffer> {
  const size = sizeBytes(data.length, version === 4 ? 128 : 256)
  return join([ascii(id), size, Uint8Array.of(flags >> 8, flags & 0xff), data])
}

/** A frame for each chapter, and one that lists them in order. */
function chapterFrames(version: 3 | 4, chapters: readonly FileChapter[], end_s: number): Frame[] {
  const inOrder = [...chapters].sort((a, b) => a.start_s - b.start_s)
  const ids = inOrder.map((_, index) => ascii(`chp${index}\0`))
  const all = inOrder.map(({ start_s, title }, index): Frame => {
    const next = inOrder[index + 1]?.start_s ?? Math.max(end_s, start_s)
    const times = [start_s, next].map((seconds) => sizeBytes(Math.round(seconds * 1000), 256))
    // Times alone: where in the file they are is for players to find.
    const nowhere = new Uint8Array(8).fill(0xff)
    const name = asBytes(version, { id: 'TIT2', flags: 0, data: textOf(version, title) })
    return { id: 'CHAP', flags: 0, data: join([ids[index] ?? new Uint8Array(), ...times, nowhere, name]) }
  })
  const isTopAndOrdered = 0x03
  const contents = join([ascii('toc\0'), Uint8Array.of(isTopAndOrdered, ids.length), ...ids])
  return ids.length === 0 ? [] : [{ id: 'CTOC', flags: 0, data: contents }, ...all]
}

/** Text as either version has it: UTF-16 with its mark, or UTF-8. */
function textOf(version: 3 | 4, text: string): Uint8Array<ArrayBuffer> {
  const plain = text.replaceAll('\0', '').toWellFormed()
  if (version === 4) return join([Uint8Array.of(3), new TextEncoder().encode(plain), Uint8Array.of(0)])
  const units = Array.from({ length: plain.length }, (_, at) => plain.charCodeAt(at))
  const bytes = [0xfeff, ...units, 0].flatMap((unit) => [unit & 0xff, unit >> 8])
  return Uint8Array.of(1, ...bytes)
}

function readSize(bytes: Uint8Array, base: 128 | 256): number {
  return bytes.reduce((size, byte) => size * base + (byte & (base - 1)), 0)
}

function sizeBytes(size: number, base: 128 | 256): Uint8Array {
  return Uint8Array.from([3, 2, 1, 0], (place) => Math.floor(size / base ** place) % base)
}

function ascii(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

function latin1(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes)
}

function join(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
