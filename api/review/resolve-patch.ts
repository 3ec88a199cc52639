import type { Transaction } from 'kysely'
import { type Chosen, choosePlace } from '#api/boost/correct/choose-place.ts'
import type { PaymentPatch } from '#api/contract/payment.ts'
import { AppError } from '#api/errors.ts'
import { storableText } from '#api/metadata/text.ts'
import { actionInMemo, guessAction } from '#api/payment/belonging.ts'
import { resolveSupporters, senderId } from '#api/supporter/resolve-supporters.ts'
import type { DB } from '#db/schema/index.ts'
import type { Payment } from '#db/schema/payment.ts'

/** The words of a payment that a host may give it. */
export type Details = Chosen & Partial<Pick<Payment, 'sender_name' | 'message' | 'action' | 'given_action'>>

/**
 * What a host says of a payment, as columns to change: a name without a person finds or makes the person.
 * @throws AppError unprocessable where it does not go together
 */
export async function resolvePatch(
  trx: Transaction<DB>,
  payment: Payment,
  patch: PaymentPatch,
): Promise<Details> {
  const details: Details = await choosePlace(trx, patch, payment)
  const show = details.show_id === undefined ? payment.show_id : details.show_id
  if (patch.message !== undefined) details.message = textOf(patch.message)
  if (patch.action !== undefined) Object.assign(details, { action: patch.action, given_action: patch.action })
  if (patch.sender_name !== undefined) {
    details.sender_name = textOf(patch.sender_name)
    if (patch.supporter === undefined)
      details.supporter_id = await personOf(trx, payment.app, details.sender_name)
  }
  if (Object.keys(details).length === 0) return details
  if (payment.refund_of !== null)
    throw new AppError('unprocessable', 'Money paid back goes where its payment goes. Change that one.')
  if (
    show === null &&
    Object.entries(details).some(([column, value]) => column !== 'show_id' && value !== null)
  )
    throw new AppError('unprocessable', 'It belongs to no show. Choose the show too.')
  if (show === null) {
    const action = payment.has_metadata ? payment.action : actionInMemo(payment)
    return { ...details, action, given_action: action }
  }
  if (payment.show_id === null) details.message ??= payment.message ?? payment.comment
  if (patch.action === undefined && isGuessedAnew(payment, details))
    details.action =
      givenTo(payment) ?? guessAction({ ...payment, ...details }, await secondMarkOf(trx, show))
  return details
}

/** Another show has another mark, and what is a stream for want of words is a boost once it has some. */
function isGuessedAnew(payment: Payment, details: Details): boolean {
  return details.show_id !== undefined || (payment.action === 'stream' && !!details.message)
}

/** The action that was given to it. One that was recorded before that was noted keeps what its metadata made it. */
function givenTo(payment: Payment): Payment['action'] {
  return payment.given_action ?? actionInMemo(payment) ?? (payment.has_metadata ? payment.action : null)
}

async function personOf(
  trx: Transaction<DB>,
  app: string | null,
  name: string | null,
): Promise<string | null> {
  const sender = { app, name, id: null }
  return (await resolveSupporters(trx, [sender])).get(senderId(sender)) ?? null
}

async function secondMarkOf(trx: Transaction<DB>, showId: number): Promise<number> {
  const { read_sats } = await trx
    .selectFrom('shows')
    .select('read_sats')
    .where('id', '=', showId)
    .executeTakeFirstOrThrow()
  return read_sats
}

function textOf(text: string | null): string | null {
  const stored = storableText(text ?? '').trim()
  return stored === '' ? null : stored
}
