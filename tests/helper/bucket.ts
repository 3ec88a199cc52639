import { createHmac, hash } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { BucketConfig } from '#api/backup/bucket.ts'

export type FakeBucket = {
  config: BucketConfig
  /** What lies in it, by name. */
  objects: Map<string, Buffer>
  close(): Promise<void>
}

/** A bucket on loopback that takes requests as S3 does, whose signatures it computes itself, and lists two names at a time. */
export async function startBucket(): Promise<FakeBucket> {
  const objects = new Map<string, Buffer>()
  const server = createServer(async (req, res) => {
    const parts: Buffer[] = []
    for await (const part of req) parts.push(part)
    const body = Buffer.concat(parts)
    const url = new URL(req.url ?? '/', 'http://bucket')
    const [, bucket, ...rest] = url.pathname.split('/')
    const key = decodeURIComponent(rest.join('/'))
    const refuse = (status: number, code: string) =>
      res.writeHead(status).end(`<Error><Code>${code}</Code></Error>`)
    if (!isSigned(req, url, config)) return refuse(403, 'SignatureDoesNotMatch')
    if (bucket !== 'boosts') return refuse(404, 'NoSuchBucket')
    if (req.method === 'PUT') {
      if (req.headers['content-length'] === undefined) return refuse(411, 'MissingContentLength')
      objects.set(key, body)
      return res.end()
    }
    if (req.method === 'DELETE') {
      objects.delete(key)
      return res.writeHead(204).end()
    }
    if (key !== '') {
      const found = objects.get(key)
      return found ? res.end(found) : refuse(404, 'NoSuchKey')
    }
    const after = url.searchParams.get('continuation-token') ?? ''
    const names = [...objects.keys()]
      .sort()
      .filter((name) => name.startsWith(url.searchParams.get('prefix') ?? '') && name > after)
    const page = names.slice(0, 2)
    const next = names.length > 2 ? `<NextContinuationToken>${page.at(-1)}</NextContinuationToken>` : ''
    res.end(
      `<ListBucketResult><Name>boosts</Name>${page.map((name) => `<Contents><Key>${name}</Key></Contents>`).join('')}${next}</ListBucketResult>`,
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const config = {
    url: `http://127.0.0.1:${port}/boosts/my/backups`,
    region: 'eu-test-1',
    keyId: 'a-key',
    secret: 'its secret',
  }
  const close = async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
  return { config, objects, close }
}

/** Signature of version 4, by https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html */
function isSigned(req: IncomingMessage, url: URL, { region, keyId, secret }: BucketConfig): boolean {
  const said =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d+)\/([^/]+)\/s3\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=(\w+)$/.exec(
      req.headers.authorization ?? '',
    )
  if (!said) return false
  const [, id = '', day = '', where = '', signed = '', signature = ''] = said
  const headers = signed.split(';').map((name) => `${name}:${String(req.headers[name]).trim()}\n`)
  const query = [...url.searchParams].map(([name, value]) => `${encode(name)}=${encode(value)}`).sort()
  const canonical = [
    req.method,
    url.pathname,
    query.join('&'),
    headers.join(''),
    signed,
    req.headers['x-amz-content-sha256'],
  ].join('\n')
  const scope = `${day}/${where}/s3/aws4_request`
  const text = ['AWS4-HMAC-SHA256', req.headers['x-amz-date'], scope, hash('sha256', canonical)].join('\n')
  const hmac = (key: string | Buffer, data: string) => createHmac('sha256', key).update(data).digest()
  const key = [where, 's3', 'aws4_request'].reduce(
    (before, part) => hmac(before, part),
    hmac(`AWS4${secret}`, day),
  )
  return id === keyId && where === region && hmac(key, text).toString('hex') === signature
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}
