import { isIP } from 'node:net'
import { z } from 'zod'
import type { Context } from '#api/context.ts'
import { bad, type Finding, well } from '#api/health/check/finding.ts'

const PATIENCE_MS = 5_000

/** What `/healthz/seen` answers. */
const seenSchema = z.object({
  address: z.string().nullable(),
  protocol: z.string(),
  host: z.string().nullable(),
})

/** Whether people come through the proxy as who they are, by coming that way. */
export async function checkProxy({ config }: Pick<Context, 'config'>): Promise<Finding> {
  const about = 'proxy'
  if (config.publicUrl === null) return well(about, 'PUBLIC_URL is not set: people open Readout without one.')
  const url = new URL(config.publicUrl)
  const seen = await ask(`${config.publicUrl}/healthz/seen`)
  if (typeof seen === 'string')
    return bad(
      about,
      'broken',
      `${config.publicUrl} ${seen}.`,
      'See that the name leads to the proxy, that the proxy hands on to PORT, and that Readout runs.',
    )
  if (`${seen.protocol}:` !== url.protocol)
    return bad(
      about,
      'broken',
      `People come by ${url.protocol.slice(0, -1)}, and Readout sees ${seen.protocol}: cookies and links are wrong.`,
      'Have the proxy send X-Forwarded-Proto, and set TRUST_PROXY to its address.',
    )
  if (config.trustProxy === null)
    return bad(
      about,
      'look',
      `All who come count as one visitor, ${seen.address}.`,
      'Set TRUST_PROXY to the address of the proxy.',
    )
  if (seen.host !== null && isIP(url.hostname) === 0 && seen.host.replace(/:\d+$/, '') !== url.hostname)
    return bad(
      about,
      'look',
      `The proxy asks for ${seen.host} and not for ${url.host}.`,
      'Have it hand on the Host that people ask for.',
    )
  return well(
    about,
    `${config.publicUrl} leads here, and Readout sees who comes: this machine as ${seen.address}.`,
  )
}

async function ask(url: string): Promise<z.infer<typeof seenSchema> | string> {
  try {
    const answer = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(PATIENCE_MS) })
    if (answer.status >= 300 && answer.status < 400)
      return `leads on to ${answer.headers.get('location') ?? 'another address'}`
    if (!answer.ok) return `answers ${answer.status}`
    return seenSchema.parse(await answer.json())
  } catch (error) {
    if (error instanceof z.ZodError || error instanceof SyntaxError) return 'is not answered by Readout'
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : error
    return `does not answer (${cause})`
  }
}
