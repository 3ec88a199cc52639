import type { Context } from '#api/context.ts'
import type { Fetched } from '#api/fetch/create-fetcher.ts'
import { FetchProblem } from '#api/fetch/fetch-problem.ts'
import { oneLine } from '#api/lib/one-line.ts'
import type { Outcome } from '#api/outgoing/outbox/settle-try.ts'
import type { Message } from '#api/outgoing/way/body/compose.ts'
import { judgeProblem } from '#api/outgoing/way/judge-problem.ts'
import type { Kept } from '#api/outgoing/way/way-kind.ts'
import { signMessage } from '#api/outgoing/way/webhook/sign.ts'

export type WebhookSecrets = { address: string; token: string | null; signing: string }

const TIMEOUT_MS = 10_000
/** Whoever took it may answer as much as they like. */
const MOST_BYTES = 8 * 1024
const ANSWER_LETTERS = 300
const LONGEST_WAIT_MS = 3_600_000

/** Answers that ask to come again: too early, too many, or something is wrong at the other side. */
const PASSING = [408, 425, 429]

/** Sends a message by a webhook, once, and says how that ended. */
export async function postMessage(
  { fetcher, now }: Pick<Context, 'fetcher' | 'now'>,
  { settings, secrets: { address, token, signing } }: Kept<'webhook', WebhookSecrets>,
  { id, method, type, text }: Message & { id: string },
  signal: AbortSignal,
): Promise<Outcome> {
  try {
    const answer = await fetcher(address.replaceAll('{{id}}', id), {
      method,
      sends: text,
      headers: {
        'Content-Type': type,
        'Content-Length': String(Buffer.byteLength(text)),
        // What Mastodon and others know a second try by.
        'Idempotency-Key': id,
        ...(token === null ? {} : { Authorization: `Bearer ${token}` }),
        ...signMessage(signing, { id, text, now: now() }),
      },
      maxBody: MOST_BYTES,
      cutsBody: true,
      timeoutMs: TIMEOUT_MS,
      keepsConnection: true,
      ownNetwork: settings.own_network,
      signal,
    })
    return judge(answer, now())
  } catch (error) {
    if (!(error instanceof FetchProblem)) throw error
    return judgeProblem(error)
  }
}

function judge({ status, headers, body }: Fetched, now: Date): Outcome {
  const answer = `${status}${wordsOf(body)}`
  if (status >= 200 && status < 300) return { kind: 'sent', answer }
  if (status >= 500 || PASSING.includes(status))
    return { kind: 'later', answer, afterMs: waitOf(headers['retry-after'], now) }
  return { kind: 'refused', answer }
}

function wordsOf(body: Buffer): string {
  const text = oneLine(body.subarray(0, 4 * ANSWER_LETTERS).toString('utf8')).replaceAll('\ufffd', '')
  return text === '' ? '' : `: ${text.slice(0, ANSWER_LETTERS).toWellFormed()}`
}

/** `Retry-After` (RFC 9110, 10.2.3), in ms: seconds, or a time. */
function waitOf(value: string | undefined, now: Date): number | null {
  if (value === undefined) return null
  const ms = /^\d{1,9}$/.test(value) ? Number(value) * 1000 : Date.parse(value) - now.getTime()
  return Number.isNaN(ms) ? null : Math.min(LONGEST_WAIT_MS, Math.max(1_000, ms))
}
