import type { Fetched, Fetcher } from '#api/fetch/create-fetcher.ts'
import { FetchProblem } from '#api/fetch/fetch-problem.ts'
import { isObject } from '#api/lib/is-object.ts'
import { parseLoosely } from '#api/metadata/parse-loosely.ts'
import { decodeRssPaymentHeader } from '#api/metadata/read-boostagram.ts'
import { readMetadata } from '#api/metadata/read-metadata.ts'
import type { Metadata } from '#api/metadata/reading.ts'

const HEADER = 'x-rss-payment'
const MAX_BODY = 64 * 1024
const PATIENCE_MS = 5_000

/** What came of one try: metadata, or why there is none, whether a later try may end otherwise, and whether the host is silent. */
export type Answer = { metadata: Metadata } | { problem: string; again: boolean; isSilent?: boolean }

/**
 * Asks an address for a payment's metadata: by HEAD, which is enough where it comes as a header, and then by GET, for some
 * servers know no HEAD and Podcast Guru answers with a body.
 */
export async function askForMetadata(fetcher: Fetcher, url: string, signal: AbortSignal): Promise<Answer> {
  const begun = Date.now()
  const options = () => ({
    maxBody: MAX_BODY,
    timeoutMs: Math.max(1, PATIENCE_MS - (Date.now() - begun)),
    signal,
    wantsBody: ({ headers }: Pick<Fetched, 'headers'>) => headers[HEADER] === undefined,
  })
  try {
    const head = await fetcher(url, { ...options(), method: 'HEAD' }).catch(orNull)
    const inHead = head && fromHeader(head)
    if (inHead) return inHead
    const got = await fetcher(url, {
      ...options(),
      method: 'GET',
      headers: { Accept: 'application/json, */*' },
    })
    return fromHeader(got) ?? fromBody(got) ?? nothingFrom(got)
  } catch (error) {
    if (!(error instanceof FetchProblem)) throw error
    return { problem: error.message, again: error.isPassing, isSilent: error.isPassing }
  }
}

/** A server that breaks on HEAD may know GET. */
function orNull(error: unknown): null {
  if (error instanceof FetchProblem && error.code === 'network') return null
  throw error
}

function fromHeader({ status, headers }: Fetched): Answer | null {
  const header = headers[HEADER]
  if (typeof header !== 'string' || status >= 400) return null
  try {
    return read(decodeRssPaymentHeader(header))
  } catch {
    return { problem: 'Its x-rss-payment header cannot be read.', again: true }
  }
}

/** Podcast Guru answers with JSON whose `metadata_payload` is the boostagram as a string; Castamatic with JSON as such. */
function fromBody({ status, body }: Fetched): Answer | null {
  if (status >= 400 || body.length === 0) return null
  const found = parseLoosely(body)
  if ('problem' in found) return null
  const payload = found.value.metadata_payload ?? found.value
  if (typeof payload === 'string' || isObject(payload)) return read(payload)
  return null
}

function read(given: string | object): Answer {
  const metadata = readMetadata(given)
  if (metadata.reading && saysSomething(metadata)) return { metadata }
  return { problem: metadata.problem ?? 'What it answers is no boost.', again: true }
}

/** A JSON object that names no show, no message and no sender is not about a boost. */
function saysSomething({ reading }: Metadata): boolean {
  if (!reading) return false
  return (
    reading.action !== null ||
    reading.message !== null ||
    Object.keys(reading.show).length > 0 ||
    Object.keys(reading.sender).length > 0
  )
}

/** What is not known yet may be written a moment after the payment settled. */
function nothingFrom({ status }: Fetched): Answer {
  const problem = status >= 400 ? `It answers ${status}.` : 'It answers without metadata.'
  return { problem, again: true }
}
