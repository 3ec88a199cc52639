import { language } from '#client/language/language.ts'
import { t } from '#client/language/shared.ts'
import type { AnswerOf, Asked, Given, InputOf } from '#client/lib/api-types.ts'
import { proveAgain } from '#client/lib/prove-again.ts'
import { RequestError } from '#client/lib/request-error.ts'
import { noteServerTime } from '#client/lib/server-clock.ts'

export type Params = Record<string, string | number | boolean | null | undefined>

/**
 * Reads from the API. What is sent and answered has the types of the route.
 * @param path under `/api/v1`, as the route has it: `/shows/{slug}`
 * @param given what fills the path and, beside that, the query
 * @throws RequestError with the problem's own words
 */
export function get<Path extends string>(
  path: Asked<'get', Path>,
  ...[given]: Given<'get', Path>
): Promise<AnswerOf<'get', Path>> {
  return send(addressOf(path, given), given?.signal ? { signal: given.signal } : {})
}

/** Reads what the API answers as text, e.g. show notes: see `get`. */
export function getText<Path extends string>(
  path: Asked<'get', Path>,
  ...[given]: Given<'get', Path>
): Promise<string> {
  return sendForText(addressOf(path, given), {})
}

/** Changes something by the API, with the JSON in `body`: see `get`. */
export function change<Method extends 'POST' | 'PATCH' | 'PUT' | 'DELETE', Path extends string>(
  method: Method,
  path: Asked<Lowercase<Method>, Path>,
  ...[given]: Given<Lowercase<Method>, Path>
): Promise<AnswerOf<Lowercase<Method>, Path>> {
  const body: unknown = given?.body
  const json = { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }
  return send(addressOf(path, given), { method, ...(body === undefined ? {} : json) })
}

/** Sends a file as it is: see `get`. */
export function postFile<Path extends string>(
  path: Asked<'post', Path>,
  given: InputOf<'post', Path>,
  file: Blob,
): Promise<AnswerOf<'post', Path>> {
  const headers = { 'Content-Type': 'application/octet-stream' }
  return send(addressOf(path, given), { method: 'POST', headers, body: file })
}

/** A route's path with what fills it, the rest as its query. */
function addressOf(path: string, given: object = {}): string {
  const {
    body: _body,
    signal: _signal,
    ...query
  }: Params & { body?: unknown; signal?: unknown } = { ...given }
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = query[name]
    delete query[name]
    return encodeURIComponent(String(value))
  })
  return withParams(filled, query)
}

/** A path with those parameters that are there. */
export function withParams(path: string, params: Params): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(params))
    if (value !== null && value !== undefined && value !== '') search.set(name, String(value))
  const query = search.toString()
  return query ? `${path}?${query}` : path
}

/** What the service answers in English is said in the reader's language by the kind of problem, where that says enough; else by its sentence. */
const IN_WORDS: Record<string, string> =
  language === 'en'
    ? {}
    : {
        'not-signed-in': t('That is not who is known here, or you are signed out. Sign in again.'),
        'not-allowed': t('You may not do this. Ask the owner if you need it.'),
        'not-found': t('This is not there any more.'),
        gone: t('This is not there any more.'),
        'too-slow': t('That took too long. Try again.'),
        'too-large': t('That is too large.'),
        'too-many-requests': t('That was too much at once. Wait a moment, then try again.'),
        'not-ready': t('Readout is busy. Try again in a moment.'),
        'no-room': t('There is no room left for it.'),
      }

async function send<Answer>(path: string, init: RequestInit): Promise<Answer> {
  const text = await sendForText(path, init)
  return JSON.parse(text === '' ? 'null' : text)
}

async function sendForText(path: string, init: RequestInit): Promise<string> {
  try {
    return await sendOnce(path, init)
  } catch (error) {
    const isAsked = error instanceof RequestError && error.code === 'prove-again'
    if (isAsked && (await proveAgain())) return await sendOnce(path, init)
    throw error
  }
}

async function sendOnce(path: string, init: RequestInit): Promise<string> {
  const response = await fetch(`/api/v1${path}`, init).catch((error: unknown) => {
    if (init.signal?.aborted) throw error
    throw new RequestError(0, t('Readout does not answer. Check the connection, then try again.'), {
      cause: error,
    })
  })
  noteServerTime(response.headers.get('date'))
  const text = await response.text()
  if (response.ok) return text
  const code = codeOf(text)
  const said = IN_WORDS[code ?? ''] ?? (await sayDetail(text))
  throw new RequestError(
    response.status,
    said ?? t('Readout answers {status}.', { status: response.status }),
    {
      code,
    },
  )
}

/** Of a list of sentences that is loaded once it is needed. */
async function sayDetail(text: string): Promise<string | null> {
  const detail = detailOf(text)
  if (detail === null || language === 'en') return detail
  const { sayProblem } = await import('#client/language/say-problem.ts').catch(() => ({ sayProblem: null }))
  return sayProblem ? await sayProblem(detail) : detail
}

/** The sentence in problem details (RFC 9457). */
export function detailOf(text: string): string | null {
  return readProblem(text, 'detail')
}

/** The last part of the problem's type: `urn:readout:problem:not-found`. */
function codeOf(text: string): string | null {
  return readProblem(text, 'type')?.split(':').at(-1) ?? null
}

function readProblem(text: string, name: 'detail' | 'type'): string | null {
  try {
    const problem: Record<string, unknown> = Object(JSON.parse(text))
    const said = problem[name]
    return typeof said === 'string' ? said : null
  } catch {
    return null
  }
}
