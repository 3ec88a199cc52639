import { createHash, generateKeyPairSync, type KeyObject, randomUUID, sign } from 'node:crypto'
import { createServer } from 'node:http'

/** What a podcast app says of a boost, as mbrss-v1 has it. */
export function makeBoost(over: object = {}): Record<string, unknown> {
  return {
    currency: 'BTC',
    amount: 2_500,
    amount_unit: 'satoshis',
    action: 'boost',
    app_name: 'Podapp',
    app_version: '1.2.3',
    sender_name: 'tide',
    sender_guid: '3f0a52f4-7c11-4b06-9b33-9a8b1f3f2f10',
    message: 'Great show',
    feed_guid: '0b6c1f0e-52f5-5a3e-9d0e-7e2b2f0f1a11',
    feed_title: 'Harbour Lights',
    item_guid: 'https://feeds.example/ep/12',
    item_title: 'Ep 12',
    time_position: 61.4,
    ...over,
  }
}

/** What an app signs; each part may be said otherwise. */
type Signing = {
  header?: object
  claims?: Record<string, unknown>
  key?: KeyObject
  /** Seconds since 1970. */
  at?: number
}

/** A podcast app that posts boosts, written from the standard alone. */
export function createBoostApp(id = 'podapp') {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const { x } = publicKey.export({ format: 'jwk' })

  const assert = (
    path: string,
    body: string,
    {
      header = { alg: 'EdDSA', typ: 'JWT' },
      claims = {},
      key = privateKey,
      at = Math.floor(Date.now() / 1000),
    }: Signing = {},
  ): string => {
    const bh = createHash('sha256').update(body).digest('hex')
    const all = { iss: id, iat: at, exp: at + 120, jti: randomUUID(), m: 'POST', p: path, bh, ...claims }
    const signed = [header, all]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.')
    return `${signed}.${sign(null, Buffer.from(signed), key).toString('base64url')}`
  }
  const post = async (url: string, boost: object | string = makeBoost(), signing: Signing = {}) => {
    const body = typeof boost === 'string' ? boost : JSON.stringify(boost)
    const token = assert(new URL(url).pathname, body, signing)
    return await send(url, body, `AppAssertion ${token}`)
  }
  return {
    id,
    x: x ?? '',
    assert,
    post,
    /** Its entry in the registry. */
    record: (over: object = {}, key: object = {}) => ({
      app_id: id,
      display_name: 'Pod App',
      owner: { name: 'Someone', email: 'someone@pod.example' },
      status: 'active',
      signing_keys: [{ kty: 'OKP', crv: 'Ed25519', alg: 'EdDSA', x, status: 'active', ...key }],
      created_at: '2026-04-17T01:29:58Z',
      updated_at: '2026-04-17T01:29:58Z',
      ...over,
    }),
  }
}

/** Sends a body as a browser does from another site. */
export async function send(url: string, body: string, authorization?: string) {
  const answer = await fetch(url, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      Origin: 'https://pod.example',
      'Sec-Fetch-Site': 'cross-site',
      ...(authorization === undefined ? {} : { Authorization: authorization }),
    },
    body,
  })
  const json: Record<string, unknown> = await answer.json()
  return { status: answer.status, headers: answer.headers, json }
}

/** A registry of apps on this machine; what it answers and was asked for can be seen and changed. */
export async function startRegistry(records: Record<string, object> = {}) {
  const asked: { path: string; etag: string | undefined; status: number }[] = []
  const registry = { records, broken: false, asked }
  const server = createServer((req, res) => {
    const name = /^\/apps\/([^/]+)\.app\.json$/.exec(req.url ?? '')?.[1] ?? ''
    const record = registry.records[name]
    const body = record && JSON.stringify(record)
    const etag = body && `"${createHash('sha256').update(body).digest('hex').slice(0, 8)}"`
    const known = req.headers['if-none-match']
    const status = registry.broken ? 500 : !record ? 404 : known === etag ? 304 : 200
    asked.push({ path: req.url ?? '', etag: known, status })
    res.writeHead(status, { 'Content-Type': 'application/json', ...(etag ? { ETag: etag } : {}) })
    res.end(status === 200 ? body : '')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (!address || typeof address !== 'object') throw new Error('The registry has no port')
  return Object.assign(registry, {
    url: `http://127.0.0.1:${address.port}/apps`,
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  })
}
