import { readAppRecord } from '#api/metaboost/app/app-record.ts'
import type { AppRecord } from '#db/schema/metaboost.ts'

const PATIENCE_MS = 10_000
/** A record has some hundred bytes. */
const LARGEST = 64 * 1024

/** What the registry says of an app: a record, none, the same as before, or nothing that can be read. */
export type RegistryAnswer =
  | { kind: 'record'; record: AppRecord; etag: string | null }
  | { kind: 'same' | 'none' | 'unreachable' }

/**
 * Asks the registry for an app. Its address is the operator's own choice, so it may lie in a private network.
 * @param etag of the record that is known
 */
export async function askRegistry(
  base: string,
  appId: string,
  etag: string | null,
  signal: AbortSignal,
): Promise<RegistryAnswer> {
  try {
    const answer = await fetch(`${base}/${encodeURIComponent(appId)}.app.json`, {
      headers: { Accept: 'application/json', ...(etag === null ? {} : { 'If-None-Match': etag }) },
      signal: AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]),
    })
    if (answer.status === 304) return { kind: 'same' }
    if (answer.status === 404 || answer.status === 410) return { kind: 'none' }
    const record = answer.ok ? readAppRecord(await readText(answer), appId) : null
    if (!record) return { kind: 'unreachable' }
    return { kind: 'record', record, etag: answer.headers.get('etag')?.slice(0, 1000) ?? null }
  } catch {
    return { kind: 'unreachable' }
  }
}

/** @throws Error where it is longer than any record */
async function readText({ body }: Response): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of body ?? []) {
    size += chunk.length
    if (size > LARGEST) throw new Error('It is larger than any record.')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}
