import { z } from 'zod'
import { AppError } from '#api/errors.ts'
import { notifyLive } from '#api/live/notify-live.ts'
import { openSecrets } from '#api/outgoing/way/secrets.ts'
import type { WayKindOf } from '#api/outgoing/way/way-kind.ts'

/** A sound that comes later than this startles, and says nothing. */
const LATE_MS = 60_000

/** Told by a sound or a MIDI note, in those open pages of the studio that are to play them. */
export const studio: WayKindOf<'studio', Record<string, never>> = {
  open: (sealed, { secrets }) => openSecrets(secrets, sealed, z.strictObject({})),
  keep: async ({ sound, midi }, { db }) => {
    if (sound === null && midi === null)
      throw new AppError('unprocessable', 'Choose a sound, a MIDI note, or both.')
    const found =
      sound === null
        ? null
        : await db.selectFrom('sounds').select(['id', 'name']).where('id', '=', sound).executeTakeFirst()
    if (found === undefined) throw new AppError('unprocessable', 'There is no such sound. Add it first.')
    return { settings: { kind: 'studio', sound: found, midi }, secrets: {} }
  },
  givenFor: ({ settings: { sound, midi } }) => ({ kind: 'studio', sound: sound?.id ?? null, midi }),
  send: async ({ db, now }, _, { id, queued_at }) => {
    if (now().getTime() - queued_at.getTime() > LATE_MS)
      return { kind: 'left_out', answer: 'It would have come more than a minute late.' }
    await notifyLive(db, { kind: 'alert', id })
    return { kind: 'sent', answer: 'Told to the open pages of the studio.' }
  },
}
