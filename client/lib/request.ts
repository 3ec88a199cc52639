import { RequestError } from '#client/lib/request-error.ts'
import { noteServerTime } from '#client/lib/server-clock.ts'

export type Params = Record<string, string | number | boolean | null | undefined>

/**
 * Reads from the API.
 * @param path under `/api/v1`, beginning with a slash
 * @throws RequestError with the problem's own words
 */
export function get<Answer>(path: string, params: Params = {}, signal?: AbortSignal): Promise<Answer> {
  return send(withParams(path, params), signal ? { signal } : {})
}

/** Reads what the API answers as text, e.g. show notes: see `get`. */
export function getText(path: string, signal?: AbortSignal): Promise<string> {
  return sendForText(path, signal ? { signal } : {})
}

/** Changes something by the API: see `get`. */
export function change<Answer = void>(
  method: 'POST' | 'PATCH' | 'PUT' | 'DELETE',
  path: string,
  body?: unknown,
): Promise<Answer> {
  const json = { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }
  return send(path, { method, ...(body === undefined ? {} : json) })
}

/** A path with those parameters that are there. */
export function withParams(path: string, params: Params): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(params))
    if (value !== null && value !== undefined && value !== '') search.set(name, String(value))
  const query = search.toString()
  return query ? `${path}?${query}` : path
}

async function send<Answer>(path: string, init: RequestInit): Promise<Answer> {
  const text = await sendForText(path, init)
  return JSON.parse(text === '' ? 'null' : text)
}

async function sendForText(path: string, init: RequestInit): Promise<string> {
  const response = await fetch(`/api/v1${path}`, init).catch((error: unknown) => {
    if (init.signal?.aborted) throw error
    throw new RequestError(0, 'Readout does not answer. Check the connection, then try again.', {
      cause: error,
    })
  })
  noteServerTime(response.headers.get('date'))
  const text = await response.text()
  if (!response.ok)
    throw new RequestError(response.status, detailOf(text) ?? `Readout answers ${response.status}.`)
  return text
}

/** The sentence in problem details (RFC 9457). */
function detailOf(text: string): string | null {
  try {
    const problem: unknown = JSON.parse(text)
    const has = typeof problem === 'object' && problem !== null && 'detail' in problem
    return has && typeof problem.detail === 'string' ? problem.detail : null
  } catch {
    return null
  }
}
