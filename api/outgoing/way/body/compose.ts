import type { OutgoingBody } from '#api/contract/outgoing/told.ts'
import type { WebhookBody } from '#api/contract/outgoing/way.ts'
import { PlainError } from '#api/lib/errors.ts'
import { fillBody } from '#api/outgoing/way/body/fill-body.ts'
import { helipadBody, type Received } from '#api/outgoing/way/body/helipad.ts'
import type { NostrNote } from '#db/schema/outgoing.ts'

/** What is told, with what some ways need beside it. */
export type Told = OutgoingBody & {
  /** A number that rises with each. */
  place: number
  received: Received
  queued_at: Date
  /** What was signed when it was tried before. */
  signed: NostrNote | null
}

export type Message = { method: 'POST' | 'PUT'; type: string; text: string }

/** Writes what is sent, by the settings of its way. @throws PlainError where a template's outcome is no JSON, or has no place for it */
export function composeMessage(body: WebhookBody, told: Told): Message {
  const { id, event, boost, fact, place, received } = told
  if (body.kind === 'helipad') {
    if (!boost) throw new PlainError('Helipad’s body tells of boosts, and of nothing else.')
    const text = JSON.stringify(helipadBody({ place, boost, received }), null, 2)
    return { method: 'POST', type: 'application/json', text }
  }
  if (body.kind === 'template')
    return {
      method: body.method,
      type: body.format === 'json' ? 'application/json' : 'text/plain; charset=utf-8',
      text: fillBody(body, told),
    }
  return { method: 'POST', type: 'application/json', text: JSON.stringify({ id, event, boost, fact }) }
}
