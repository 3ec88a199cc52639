import { AppError } from '#api/errors.ts'
import { soundType } from '#api/lib/sound-type.ts'

/** What comes after is no alert any more; in milliseconds, with room for what encoders pad. */
const LONGEST_MS = 30_500
const LARGEST = 6_000_000

export type Sound = { type: string; bytes: Buffer; ms: number }

/**
 * What a sound is by its content; it stays as it is.
 * @returns null where it is none
 * @throws AppError unprocessable where it is broken, too long or too large
 */
export async function readSound(bytes: Buffer): Promise<Sound | null> {
  const type = soundType(bytes)
  if (type === null) return null
  if (bytes.length > LARGEST)
    throw new AppError('unprocessable', 'A sound has at most 6 MB. Give a smaller one.')
  const ms = await measure(bytes, type)
  if (ms > LONGEST_MS)
    throw new AppError('unprocessable', 'A sound has at most 30 seconds. Give a shorter one.')
  return { type, bytes, ms }
}

async function measure(bytes: Buffer, mimeType: string): Promise<number> {
  // Loaded once there is a sound: few services ever have one.
  const { parseBuffer } = await import('music-metadata')
  const { format } = await parseBuffer(
    bytes,
    { mimeType, size: bytes.length },
    { duration: true, skipCovers: true },
  ).catch((cause: unknown) => {
    throw broken(cause)
  })
  const ms = Math.round((format.duration ?? 0) * 1000)
  if (format.hasVideo || !(ms > 0)) throw broken()
  return ms
}

function broken(cause?: unknown): AppError {
  return new AppError(
    'unprocessable',
    'This sound cannot be read. Give an MP3, Ogg, WAV, FLAC or M4A of at most 30 seconds.',
    { cause },
  )
}
