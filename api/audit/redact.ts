const SECRET =
  /password|secret|token|^key$|^code$|^step$|^passkey$|api_?key|macaroon|rune|seed|private|authorization|cookie|nwc|connection|preimage|^signer$/i
/** What stands behind the host may be all that lets one in: the webhook of a chat, a private feed. */
const ADDRESS = /^(address|url|feed)$/i
/** Above this an entry keeps the names of what was sent, but not the values. */
const MOST = 8000

/** A detail of an audit entry without secrets, storable as jsonb, and of bounded size. */
export function redact(detail: Record<string, unknown>): Record<string, unknown> {
  const text = textOf(detail)
  if (text !== null && text.length <= MOST) return JSON.parse(storable(text))
  const fields = Object.keys(detail)
    .map((name) => name.slice(0, 100))
    .slice(0, 50)
  return JSON.parse(storable(JSON.stringify({ too_large: true, fields })))
}

/** Null where it is nested deeper than can be written. */
function textOf(detail: Record<string, unknown>): string | null {
  try {
    return JSON.stringify(detail, hideSecrets)
  } catch {
    return null
  }
}

function hideSecrets(name: string, value: unknown): unknown {
  if (value === null || value === undefined) return value
  if (SECRET.test(name)) return '[hidden]'
  return ADDRESS.test(name) && typeof value === 'string' ? hidePath(value) : value
}

function hidePath(text: string): string {
  if (!URL.canParse(text)) return text
  const { protocol, host, username, password, pathname, search } = new URL(text)
  const isBare = pathname.length <= 1 && search === '' && username === '' && password === ''
  return isBare ? text : `${protocol}//${host}/[hidden]`
}

/** PostgreSQL's text takes neither NUL nor lone surrogates; JSON.stringify writes both as escapes. */
function storable(text: string): string {
  return text.replace(/(?<!\\)((?:\\\\)*)\\u(?:0000|d[89a-f][0-9a-f]{2})/gi, '$1\ufffd')
}
