/** When a recorder's file says that it was begun. */
export type RecordedAt = {
  at: Date
  /** Whether the file says it with its zone; else it is the recorder's own time, taken for that of this device. */
  isExact: boolean
}

/** The header of a chunk, and of a box. */
const HEAD = 8
/** More parts than these no recorder writes before it says when. */
const MOST_PARTS = 2_000
/** What says when lies in a part of at most so many bytes. */
const MOST_BYTES = 4 * 1024 * 1024

/**
 * When a recording was begun, by the file itself: WAV (the `bext` chunk of EBU Tech 3285) and MP4, M4A and MOV (ISO 14496-12). Only
 * the few bytes that say it are read.
 * @returns null where it says nothing
 */
export async function recordedAt(file: Blob): Promise<RecordedAt | null> {
  const head = await viewOf(file, 0, 12)
  if (head.byteLength < 12) return null
  const [kind, form] = [nameAt(head, 0), nameAt(head, 8)]
  if (['RIFF', 'RF64', 'BW64'].includes(kind) && form === 'WAVE') return await readWave(file)
  return nameAt(head, 4) === 'ftyp' ? await readMovie(file) : null
}

async function readWave(file: Blob): Promise<RecordedAt | null> {
  let at = 12
  for (let part = 0; part < MOST_PARTS && at + HEAD <= file.size; part++) {
    const head = await viewOf(file, at, HEAD)
    const size = head.getUint32(4, true)
    if (nameAt(head, 0) === 'bext') return readExtension(await viewOf(file, at + HEAD, Math.min(size, 346)))
    // The sound of a file beyond 4 GB has its length elsewhere; what says when stands before it.
    if (size === 0xffff_ffff) return null
    at += HEAD + size + (size % 2)
  }
  return null
}

/** `OriginationDate` and `OriginationTime`: the recorder's own time. */
function readExtension(view: DataView): RecordedAt | null {
  if (view.byteLength < 338) return null
  const text = Array.from({ length: 18 }, (_, at) => String.fromCharCode(view.getUint8(320 + at))).join('')
  const found = /^(\d{4}).(\d\d).(\d\d)(\d\d).(\d\d).(\d\d)$/.exec(text)
  if (!found) return null
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = found.slice(1).map(Number)
  return asRecorded(new Date(year, month - 1, day, hour, minute, second), false)
}

async function readMovie(file: Blob): Promise<RecordedAt | null> {
  let at = 0
  for (let part = 0; part < MOST_PARTS && at + HEAD <= file.size; part++) {
    const head = await viewOf(file, at, 16)
    const short = head.getUint32(0)
    const isLong = short === 1 && head.byteLength === 16
    const size = isLong ? Number(head.getBigUint64(8)) : short === 0 ? file.size - at : short
    if (size < HEAD) return null
    if (nameAt(head, 4) === 'moov')
      return readMovieHeader(await viewOf(file, at + (isLong ? 16 : HEAD), Math.min(size, MOST_BYTES)))
    at += size
  }
  return null
}

/** Seconds from 1904 to 1970. */
const MAC_S = 2_082_844_800

function readMovieHeader(view: DataView): RecordedAt | null {
  for (let at = 0; at + HEAD <= view.byteLength; ) {
    const size = view.getUint32(at)
    if (nameAt(view, at + 4) === 'mvhd' && at + 20 <= view.byteLength) {
      const is64 = view.getUint8(at + HEAD) === 1
      const seconds = is64 ? Number(view.getBigUint64(at + 12)) : view.getUint32(at + 12)
      return asRecorded(new Date((seconds - MAC_S) * 1000), true)
    }
    if (size < HEAD) return null
    at += size
  }
  return null
}

/** Of a clock that was never set, nothing is believed. */
function asRecorded(at: Date, isExact: boolean): RecordedAt | null {
  return at.getFullYear() >= 2000 && at.getTime() <= Date.now() + 24 * 3600 * 1000 ? { at, isExact } : null
}

async function viewOf(file: Blob, from: number, length: number): Promise<DataView> {
  return new DataView(await file.slice(from, from + length).arrayBuffer())
}

function nameAt(view: DataView, at: number): string {
  return Array.from({ length: 4 }, (_, place) => String.fromCharCode(view.getUint8(at + place))).join('')
}
