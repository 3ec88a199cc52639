import { createHmac } from 'node:crypto'

/**
 * The headers by which whoever receives knows that Readout sent this, and when: those of Standard Webhooks (standardwebhooks.com), for
 * which there are libraries in most languages.
 * @param secret `whsec_` and the key in base64
 */
export function signMessage(
  secret: string,
  { id, text, now }: { id: string; text: string; now: Date },
): Record<string, string> {
  const timestamp = Math.floor(now.getTime() / 1000)
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${text}`).digest('base64')
  return { 'webhook-id': id, 'webhook-timestamp': String(timestamp), 'webhook-signature': `v1,${signature}` }
}
