import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { WebhookBody } from '#api/contract/outgoing/way.ts'
import { AppError } from '#api/errors.ts'
import { allowHost } from '#api/outgoing/way/allow-host.ts'
import { composeMessage } from '#api/outgoing/way/body/compose.ts'
import { checkWords } from '#api/outgoing/way/body/sample.ts'
import { openSecrets } from '#api/outgoing/way/secrets.ts'
import type { WayKindOf } from '#api/outgoing/way/way-kind.ts'
import { postMessage, type WebhookSecrets } from '#api/outgoing/way/webhook/post-message.ts'

const secretsSchema = z.object({ address: z.string(), token: z.string().nullable(), signing: z.string() })

/** Told by HTTP, at an address that the owner gave. */
export const webhook: WayKindOf<'webhook', WebhookSecrets> = {
  open: (sealed, { secrets }) => openSecrets(secrets, sealed, secretsSchema),
  keep: ({ address, token, body, own_network }, { now }, known) => {
    const host = checkAddress(address, own_network)
    checkBody(body, now())
    return {
      settings: { kind: 'webhook', body, host, own_network: own_network !== null },
      secrets: { address, token, signing: known?.signing ?? makeSigningSecret() },
    }
  },
  givenFor: ({ settings: { body, host, own_network }, secrets: { address, token } }) => ({
    kind: 'webhook',
    address,
    token,
    body,
    own_network: own_network ? host : null,
  }),
  send: (ctx, { settings, secrets }, told, signal) =>
    postMessage(ctx, { settings, secrets }, { ...composeMessage(settings.body, told), id: told.id }, signal),
}

/** A key for signing, as Standard Webhooks writes it. */
function makeSigningSecret(): string {
  return `whsec_${randomBytes(32).toString('base64')}`
}

/** @param allowed the host that the owner says is in their own network @returns the host */
function checkAddress(address: string, allowed: string | null): string {
  const filled = address.replaceAll('{{id}}', 'id')
  const url = URL.canParse(filled) ? new URL(filled) : null
  if (!url) throw new AppError('unprocessable', 'This is no address. One begins with https://.')
  if (url.username || url.password)
    throw new AppError('unprocessable', 'The address has a name or password in it. Give a token instead.')
  const isAllowed = allowHost(url.hostname, allowed)
  if (url.protocol !== 'https:' && !(isAllowed && url.protocol === 'http:'))
    throw new AppError(
      'unprocessable',
      'The address has to begin with https://. Only a host that you allow in your own network may do without.',
    )
  return url.hostname
}

function checkBody(body: WebhookBody, now: Date): void {
  checkWords((told) => composeMessage(body, told), now)
}
