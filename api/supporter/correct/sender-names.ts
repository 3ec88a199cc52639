import { appKey, nameKey } from '#api/supporter/name-key.ts'
import { indexable } from '#db/query/index-key.ts'
import type { NameParts } from '#db/schema/task.ts'

/** Who sent a payment, as its metadata says. */
export type PaymentSender = { app: string | null; sender_name: string | null; sender_id: string | null }

/** Whether a payment came under one of these names. */
export function cameUnder(names: readonly NameParts[], sender: PaymentSender): boolean {
  const own = partsOf(sender)
  return names.some(
    (name) =>
      name.name_key === own.name_key &&
      (name.sender_id === null || (name.sender_id === own.sender_id && name.app_key === own.app_key)),
  )
}

/** The parts under which intake keeps a sender: the app counts only with a sender id. */
export function partsOf({ app, sender_name, sender_id }: PaymentSender): NameParts {
  const id = sender_id === null ? '' : indexable(sender_id)
  return {
    name_key: indexable(nameKey(sender_name)),
    app_key: id === '' ? '' : indexable(appKey(app)),
    sender_id: id,
  }
}
