/** Kilobits a second of layer III, by version and index. */
const RATES_1 = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320]
const RATES_2 = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160]
const HERTZ = [44_100, 48_000, 32_000]

/**
 * How many seconds of sound an MP3 (layer III) has: by the count of frames that encoders put into the first one, else by its rate.
 * @param bytes the sound's beginning, some kilobytes of it
 * @param length how many bytes of sound there are
 * @returns null where it begins with no such frame
 */
export function mp3Seconds(bytes: Uint8Array, length: number): number | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (let at = 0; at + 4 <= bytes.length; at++) {
    const header = readHeader(view.getUint32(at))
    if (!header) continue
    const { is1, hertz, kbps, isMono } = header
    const frames = countFrames(view, at + 4 + (is1 ? (isMono ? 17 : 32) : isMono ? 9 : 17))
    return frames === null ? ((length - at) * 8) / (kbps * 1000) : (frames * (is1 ? 1152 : 576)) / hertz
  }
  return null
}

/** @returns null where it is no header of a frame of layer III */
function readHeader(word: number) {
  const version = (word >>> 19) & 3
  const isFrame = word >>> 21 === 0x7ff && version !== 1 && ((word >>> 17) & 3) === 1
  const is1 = version === 3
  const kbps = (is1 ? RATES_1 : RATES_2)[(word >>> 12) & 15]
  const full = HERTZ[(word >>> 10) & 3]
  if (!isFrame || !kbps || !full) return null
  const hertz = is1 ? full : version === 2 ? full / 2 : full / 4
  return { is1, kbps, hertz, isMono: ((word >>> 6) & 3) === 3 }
}

/** What the first frame says of how many there are. */
function countFrames(view: DataView, at: number): number | null {
  if (at + 12 > view.byteLength) return null
  const mark = view.getUint32(at)
  const isXing = mark === 0x58696e67 || mark === 0x496e666f
  return isXing && view.getUint32(at + 4) & 1 ? view.getUint32(at + 8) : null
}
