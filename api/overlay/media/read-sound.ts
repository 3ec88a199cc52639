import { join } from 'node:path'
import { z } from 'zod'
import { AppError } from '#api/errors.ts'
import { createTurns } from '#api/lib/async.ts'
import { soundType } from '#api/lib/sound-type.ts'
import { workBeside } from '#api/lib/work-beside.ts'
import type { Unmeasured } from '#api/overlay/media/measure-sound.ts'

/** What comes after is no alert any more; in milliseconds, with room for what encoders pad. */
const LONGEST_MS = 30_500
const LARGEST = 6_000_000
/** Half a second is usual on a small machine; a file that is made to take longer is no sound. */
const LIMITS = { patienceMs: 6_000, megabytes: 128 }

const measuredSchema = z.object({ seconds: z.number(), hasVideo: z.boolean() })

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

/** One after another: each takes a core for a while. */
const inTurn = createTurns()

async function measure(bytes: Buffer, mimeType: string): Promise<number> {
  const given: Unmeasured = { bytes, mimeType }
  const { seconds, hasVideo } = await inTurn(() =>
    workBeside(join(import.meta.dirname, 'measure-sound.ts'), given, LIMITS),
  )
    .then(measuredSchema.parse)
    .catch((cause: unknown) => {
      throw broken(cause)
    })
  const ms = Math.round(seconds * 1000)
  if (hasVideo || !(ms > 0)) throw broken()
  return ms
}

function broken(cause?: unknown): AppError {
  return new AppError(
    'unprocessable',
    'This sound cannot be read. Give an MP3, Ogg, WAV, FLAC or M4A of at most 30 seconds.',
    { cause },
  )
}
