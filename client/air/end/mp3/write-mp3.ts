import { type FileChapter, tagLength, withChapters } from '#client/air/end/mp3/id3.ts'
import { mp3Seconds } from '#client/air/end/mp3/mp3-length.ts'

/** Where nothing tells how long the file is, the last chapter is said to be so long. */
const LAST_S = 60
/** The first frame of sound lies in so many bytes. */
const BEGINNING = 64 * 1024

/**
 * An MP3 with chapters. The sound stays byte for byte what it was, and is never read into memory.
 * @throws Error with a sentence where the file is no MP3 or its tag cannot be read
 */
export async function writeMp3(file: Blob, chapters: readonly FileChapter[]): Promise<Blob> {
  const bytesOf = async (from: number, to: number) => new Uint8Array(await file.slice(from, to).arrayBuffer())
  const begin = tagLength(await bytesOf(0, 10))
  if (begin > file.size) throw new Error('This file is cut off. Drop the whole file.')
  const seconds = mp3Seconds(await bytesOf(begin, begin + BEGINNING), file.size - begin)
  if (seconds === null) throw new Error('This is no MP3. Chapters can be written into MP3 files only.')
  const last = Math.max(0, ...chapters.map(({ start_s }) => start_s))
  const tag = withChapters(await bytesOf(0, begin), chapters, last < seconds ? seconds : last + LAST_S)
  return new Blob([tag, file.slice(begin)], { type: 'audio/mpeg' })
}
