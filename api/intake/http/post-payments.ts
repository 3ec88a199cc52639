import type { Request } from 'express'
import { AppError } from '#api/errors.ts'
import { postJson } from '#api/intake/http/post-json.ts'
import { postNdjson } from '#api/intake/http/post-ndjson.ts'
import type { PostCall } from '#api/intake/http/record-rows.ts'

export const NDJSON = ['application/x-ndjson', 'application/ndjson', 'application/jsonl']

/**
 * Records the payments of a body, in whichever of its three forms.
 * @throws AppError wrong-content-type for another one
 */
export async function postPayments(call: PostCall): Promise<void> {
  const { req } = call
  const type = req.is(['application/json', ...NDJSON])
  if (!type || !isUtf8(req)) {
    const { 'content-type': given } = req.headers
    throw new AppError(
      'wrong-content-type',
      `Send application/json or application/x-ndjson, in UTF-8${given ? `, not ${given.slice(0, 100)}` : ''}.`,
    )
  }
  if (type === 'application/json') await postJson(call)
  else await postNdjson(call)
}

/** JSON has no other encoding; some clients name it all the same. */
function isUtf8(req: Request): boolean {
  const charset = /;\s*charset\s*=\s*"?([^";\s]+)/i.exec(req.headers['content-type'] ?? '')?.[1]
  return charset === undefined || /^(utf-?8|us-ascii)$/i.test(charset)
}
