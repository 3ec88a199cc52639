import { createWriteStream, openAsBlob } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { AwsClient } from 'aws4fetch'
import { Parser } from 'htmlparser2'
import { PlainError } from '#api/lib/errors.ts'

/** Where backups go beside the folder: a bucket of S3, or of what speaks like it (MinIO, Garage, Backblaze B2, R2). */
export type BucketConfig = {
  /** The bucket, and in it what all names begin with: `https://HOST/BUCKET/PREFIX`. */
  url: string
  region: string
  keyId: string
  secret: string
}

export type Bucket = {
  put(file: string, name: string): Promise<void>
  /** Names below the prefix. */
  list(): Promise<string[]>
  get(name: string, file: string): Promise<void>
  remove(name: string): Promise<void>
}

/** What one request may send; S3 itself takes no more. */
const MOST_BYTES = 5 * 1024 ** 3

/** @throws PlainError by each of its functions, where the bucket does not do it */
export function openBucket({ url, region, keyId, secret }: BucketConfig): Bucket {
  const client = new AwsClient({
    accessKeyId: keyId,
    secretAccessKey: secret,
    region,
    service: 's3',
    retries: 3,
  })
  const [, host = '', bucket = '', prefix = ''] = /^(https?:\/\/[^/]+)\/([^/]+)\/?(.*?)\/?$/.exec(url) ?? []
  const keyOf = (name: string) => (prefix === '' ? name : `${prefix}/${name}`)
  const addressOf = (name: string) =>
    `${host}/${bucket}/${keyOf(name).split('/').map(encodeURIComponent).join('/')}`

  const ask = async (what: string, address: string, init: RequestInit = {}) => {
    let answer: Response
    try {
      answer = await client.fetch(address, init)
    } catch (cause) {
      throw new PlainError(`${what}: ${new URL(url).host} does not answer. See BACKUP_S3_URL.`, { cause })
    }
    if (answer.ok) return answer
    const { code } = readXml(await answer.text())
    throw new PlainError(
      `${what}: the answer was ${answer.status}${code ? ` (${code})` : ''}. See BACKUP_S3_URL, its region and its key.`,
    )
  }

  return {
    async put(file, name) {
      const body = await openAsBlob(file)
      if (body.size > MOST_BYTES)
        throw new PlainError(
          'The backup is larger than the 5 GB that a bucket takes at once. It is in the folder only.',
        )
      await ask('The backup cannot be put into the bucket', addressOf(name), {
        method: 'PUT',
        body,
        headers: { 'Content-Type': 'application/gzip', 'Content-Length': String(body.size) },
      })
    },
    async list() {
      const names: string[] = []
      let after: string | null = null
      do {
        const query: URLSearchParams = new URLSearchParams({
          'list-type': '2',
          prefix: prefix && `${prefix}/`,
        })
        if (after !== null) query.set('continuation-token', after)
        const answer = await ask('The backups in the bucket cannot be listed', `${host}/${bucket}?${query}`)
        const { keys, next } = readXml(await answer.text())
        names.push(...keys.map((key) => key.slice(prefix === '' ? 0 : prefix.length + 1)))
        after = next
      } while (after !== null)
      return names
    },
    async get(name, file) {
      const { body } = await ask('The backup cannot be taken from the bucket', addressOf(name))
      if (!body) throw new PlainError('The backup cannot be taken from the bucket: it is empty.')
      const half = `${file}.part`
      try {
        await pipeline(body, createWriteStream(half, { mode: 0o600 }))
        await rename(half, file)
      } finally {
        await rm(half, { force: true })
      }
    },
    async remove(name) {
      await ask('An old backup cannot be removed from the bucket', addressOf(name), { method: 'DELETE' })
    },
  }
}

/** What the answers of S3 say that we ask for. */
function readXml(text: string): { keys: string[]; next: string | null; code: string | null } {
  const found: Record<string, string[]> = { Key: [], NextContinuationToken: [], Code: [] }
  let name = ''
  const parser = new Parser(
    {
      onopentag: (tag) => {
        name = tag
        found[name]?.push('')
      },
      ontext: (part) => {
        const all = found[name]
        if (all?.length) all[all.length - 1] += part
      },
      onclosetag: () => {
        name = ''
      },
    },
    { xmlMode: true, decodeEntities: true },
  )
  parser.end(text)
  return {
    keys: found.Key ?? [],
    next: found.NextContinuationToken?.[0] ?? null,
    code: found.Code?.[0] ?? null,
  }
}
