import type { Transaction } from 'kysely'
import {
  type AlertRule,
  type OverlaySettings,
  overlayImageSchema,
  overlaySoundSchema,
} from '#api/contract/overlay.ts'
import { AppError } from '#api/errors.ts'
import { anyOf } from '#db/query/any-of.ts'
import type { DB } from '#db/schema/index.ts'

/** The ids of a show's own pictures and sounds that rules name, each once. */
export function mediaOf(rules: readonly AlertRule[]): string[] {
  return [...new Set([...picturesOf(rules), ...soundsOf(rules)])]
}

/**
 * Sees that what rules name is the show's, and has it stay until the end of the transaction.
 * @throws AppError unprocessable where it is not there
 */
export async function holdMedia(
  trx: Transaction<DB>,
  showId: number,
  rules: OverlaySettings['rules'],
): Promise<void> {
  const ids = mediaOf(rules)
  if (ids.length === 0) return
  const rows = await trx
    .selectFrom('overlay_media')
    .select(['id', 'kind'])
    .where('show_id', '=', showId)
    .where('id', '=', anyOf(ids))
    .orderBy('id')
    .forKeyShare()
    .execute()
  const kinds = new Map(rows.map(({ id, kind }) => [id, kind]))
  if (picturesOf(rules).some((id) => kinds.get(id) !== 'picture'))
    throw new AppError('unprocessable', 'A rule names a picture that is not there. Choose another.')
  if (soundsOf(rules).some((id) => kinds.get(id) !== 'sound'))
    throw new AppError('unprocessable', 'A rule names a sound that is not there. Choose another.')
}

function picturesOf(rules: readonly AlertRule[]): string[] {
  return rules.map(({ image }) => image).filter((image) => !overlayImageSchema.safeParse(image).success)
}

function soundsOf(rules: readonly AlertRule[]): string[] {
  return rules.map(({ sound }) => sound).filter((sound) => !overlaySoundSchema.safeParse(sound).success)
}
