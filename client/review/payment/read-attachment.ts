import type { PaymentJson, PaymentPatch } from '#api/contract/payment.ts'

/** What was typed of a payment otherwise than it stands; attaching is also having looked. */
export function readAttachment(
  payment: PaymentJson,
  show: string,
  fields: Record<string, string>,
): PaymentPatch {
  const { episode = '', sender_name = '', message = '', action = '' } = fields
  const name = payment.supporter?.id ? payment.supporter.name : ''
  const isAction = (action === 'boost' || action === 'stream') && action !== payment.action
  return {
    needs_look: null,
    ...(show === payment.show?.slug ? {} : { show }),
    ...(episode === (payment.episode?.id ?? '') ? {} : { episode: episode || null }),
    ...(sender_name === name ? {} : { sender_name: sender_name || null }),
    ...(message === (payment.message ?? '') ? {} : { message: message || null }),
    ...(isAction ? { action } : {}),
  }
}
