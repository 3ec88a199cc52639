import { hash } from 'node:crypto'
import { z } from 'zod'
import type { Fetcher } from '#api/fetch/create-fetcher.ts'
import { FetchProblem } from '#api/fetch/fetch-problem.ts'
import { oneLine } from '#api/lib/one-line.ts'
import { ReplyProblem } from '#api/reply/reply-problem.ts'
import { decodeInvoice } from '#api/source/nostr/read/decode-invoice.ts'

const MAX_BODY = 64 * 1024
const TIMEOUT_MS = 10_000
const WORDS = 300

const refusalSchema = z.object({ status: z.string().regex(/^error$/i), reason: z.string().optional() })
/** LUD-06 and LUD-12. */
const paySchema = z.object({
  tag: z.literal('payRequest'),
  callback: z.string(),
  minSendable: z.number(),
  maxSendable: z.number(),
  metadata: z.string(),
  commentAllowed: z.number().optional().catch(undefined),
})
const invoiceSchema = z.object({ pr: z.string() })

export type Invoice = { invoice: string; payment_hash: string; expires_at: Date }

/**
 * Asks a Lightning address for an invoice of this amount with these words (LUD-16, LUD-06, LUD-12), and sees that it is what was asked for.
 * @throws ReplyProblem with the recipient's own words where it says any
 */
export async function askForInvoice(
  fetcher: Fetcher,
  address: string,
  { amount_msat, message, may_cut }: { amount_msat: number; message: string | null; may_cut: boolean },
  signal: AbortSignal,
): Promise<Invoice> {
  const [name = '', host = ''] = address.split('@')
  const told = await ask(fetcher, `https://${host}/.well-known/lnurlp/${encodeURIComponent(name)}`, signal)
  const pay = paySchema.safeParse(told)
  if (!pay.success) throw new ReplyProblem('Their server does not answer as a Lightning address does.')
  const { callback, minSendable, maxSendable, metadata, commentAllowed = 0 } = pay.data
  if (amount_msat < minSendable || amount_msat > maxSendable)
    throw new ReplyProblem(
      `They take from ${Math.ceil(minSendable / 1000)} to ${Math.floor(maxSendable / 1000)} sats at once.`,
    )
  if (!URL.canParse(callback)) throw new ReplyProblem('Their server names no address to ask.')
  const url = new URL(callback)
  url.searchParams.set('amount', String(amount_msat))
  const comment = fitting(message, commentAllowed, may_cut)
  if (comment !== null) url.searchParams.set('comment', comment)
  const given = invoiceSchema.safeParse(await ask(fetcher, url.href, signal))
  if (!given.success) throw new ReplyProblem('Their server gives no invoice.')
  return check(given.data.pr, { amount_msat, metadata })
}

/** An invoice over another amount, or for another purpose, is none of ours (LUD-06). */
function check(
  invoice: string,
  { amount_msat, metadata }: { amount_msat: number; metadata: string },
): Invoice {
  const decoded = decodeInvoice(invoice)
  if (!decoded) throw new ReplyProblem('Their server gives an invoice that cannot be read.')
  if (decoded.amount_msat !== amount_msat)
    throw new ReplyProblem('Their server gives an invoice over another amount. It was not paid.')
  if (decoded.description_hash !== null && decoded.description_hash !== hash('sha256', metadata))
    throw new ReplyProblem('Their server gives an invoice for something else. It was not paid.')
  return { invoice: invoice.trim(), payment_hash: decoded.payment_hash, expires_at: decoded.expires_at }
}

function fitting(message: string | null, most: number, mayCut: boolean): string | null {
  if (message === null || message.length <= most) return message
  if (!mayCut)
    throw new ReplyProblem(
      most > 0
        ? `Their server takes ${most} letters at most. Shorten it, or let it be cut.`
        : 'Their server takes no words. Send it without, or let it be cut.',
    )
  return most > 1 ? `${message.slice(0, most - 1).toWellFormed()}…` : null
}

async function ask(fetcher: Fetcher, url: string, signal: AbortSignal): Promise<unknown> {
  try {
    const { status, body } = await fetcher(url, {
      headers: { Accept: 'application/json' },
      maxBody: MAX_BODY,
      timeoutMs: TIMEOUT_MS,
      signal,
    })
    const answer = readJson(body.toString('utf8'))
    const refusal = refusalSchema.safeParse(answer)
    if (refusal.success)
      throw new ReplyProblem(`They say: “${oneLine(refusal.data.reason ?? 'no').slice(0, WORDS)}”`)
    if (status === 404) throw new ReplyProblem('There is no such Lightning address.')
    if (status >= 400) throw new ReplyProblem(`Their server answers ${status}.`)
    return answer
  } catch (error) {
    if (error instanceof FetchProblem) throw new ReplyProblem(`Their server: ${error.message}`)
    throw error
  }
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
