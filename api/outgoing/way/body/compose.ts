import type { BoostJson } from '#api/contract/boost.ts'
import type { OutgoingBody, WebhookBody } from '#api/contract/outgoing.ts'
import { fillBody } from '#api/outgoing/way/body/fill-body.ts'
import { helipadBody, type Received } from '#api/outgoing/way/body/helipad.ts'

/** What is told, with what the body of Helipad's webhook needs beside it. */
export type Told = OutgoingBody & {
  boost: BoostJson
  /** A number that rises with each. */
  place: number
  received: Received
}

export type Message = { method: 'POST' | 'PUT'; type: string; text: string }

/** Writes what is sent, by the settings of its way. @throws PlainError where a template's outcome is no JSON */
export function composeMessage(body: WebhookBody, told: Told): Message {
  if (body.kind === 'helipad')
    return { method: 'POST', type: 'application/json', text: JSON.stringify(helipadBody(told), null, 2) }
  if (body.kind === 'template')
    return {
      method: body.method,
      type: body.format === 'json' ? 'application/json' : 'text/plain; charset=utf-8',
      text: fillBody(body, told),
    }
  const { id, event, boost } = told
  return { method: 'POST', type: 'application/json', text: JSON.stringify({ id, event, boost }) }
}
