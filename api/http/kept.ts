import { hash } from 'node:crypto'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { Request, Response } from 'express'

const packers = {
  br: (plain: Buffer) => brotliAsync(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }),
  gzip: (plain: Buffer) => gzipAsync(plain),
}
const brotliAsync = promisify(brotliCompress)
const gzipAsync = promisify(gzip)

type Packing = keyof typeof packers

/** What answers are made of: all that the feed of changes tells of, or of it boosts and the names that they bear. */
export type MadeOf = 'all' | 'boosts'

/** What is shorter does not get shorter. */
const WORTH_PACKING = 1024

/** An answer as bytes, made once and sent to many; each compressed form is made when somebody first reads it. */
export type Kept = {
  type: string
  etag: string
  plain: Buffer
  packed: (packing: Packing) => Promise<Buffer>
}

/**
 * Makes a text, or a picture's bytes, ready to be sent again and again.
 * @param grow is told of the bytes that it takes, and of those of each form once it is made
 */
export function keep(type: string, content: string | Buffer, grow: (bytes: number) => void = () => {}): Kept {
  const plain = typeof content === 'string' ? bytesOf(content) : content
  grow(held(plain))
  const forms = new Map<Packing, Promise<Buffer>>()
  return {
    type,
    etag: `"${hash('sha256', plain, 'base64url').slice(0, 22)}"`,
    plain,
    packed: (packing) => {
      const known = forms.get(packing)
      if (known) return known
      const form = packers[packing](plain).then((packed) => {
        grow(held(packed))
        return packed
      })
      forms.set(packing, form)
      return form
    },
  }
}

/** A short text's buffer would be a part of a larger one, and hold all of that. */
function bytesOf(text: string): Buffer {
  const bytes = Buffer.allocUnsafeSlow(Buffer.byteLength(text))
  bytes.write(text)
  return bytes
}

/** What is held in memory for it, which may be more than is in it. */
function held(bytes: Buffer): number {
  return bytes.buffer.byteLength
}

/**
 * Sends a kept answer, in the smallest form that the client reads, or says that it has it already.
 * @param cache for whom and how long, as `Cache-Control` says it
 */
export async function sendKept(req: Request, res: Response, kept: Kept, cache: string): Promise<void> {
  res.set('Cache-Control', cache)
  res.set('ETag', kept.etag)
  res.vary('Accept-Encoding')
  if (req.get('if-none-match')?.includes(kept.etag)) return void res.status(304).end()
  const packing = isWorthPacking(kept) ? packingFor(req) : null
  const body = packing ? await kept.packed(packing) : kept.plain
  if (packing) res.set('Content-Encoding', packing)
  res.set('Content-Type', kept.type).set('Content-Length', String(body.length)).end(body)
}

/** Pictures are packed already, drawings are not. */
function isWorthPacking({ type, plain }: Kept): boolean {
  return plain.length >= WORTH_PACKING && (!type.startsWith('image/') || type.startsWith('image/svg'))
}

function packingFor(req: Request): Packing | null {
  const accepted = req.get('accept-encoding') ?? ''
  return /\bbr\b/.test(accepted) ? 'br' : /\bgzip\b/.test(accepted) ? 'gzip' : null
}
