import { hash, type KeyObject, randomUUID, sign } from 'node:crypto'

/** A post as an app's machine signs it. */
export type SignedPost = { body: string; authorization: string }

/** A show hears from the same people again and again. */
const LISTENERS = 500

/** Makes one that says other words than all others. */
export function makePost({
  app,
  key,
  path,
  guid,
  words,
  sats,
}: {
  app: string
  key: KeyObject
  path: string
  guid: string
  words: string
  sats: number
}): SignedPost {
  const body = JSON.stringify({
    currency: 'BTC',
    amount: sats,
    amount_unit: 'satoshis',
    action: 'boost',
    app_name: 'Bench',
    sender_name: `listener ${sats % LISTENERS}`,
    sender_guid: `7e57b005-7000-4000-8000-${String(sats % LISTENERS).padStart(12, '0')}`,
    message: words,
    feed_guid: guid,
    feed_title: 'Harbour Lights',
    item_guid: 'https://feeds.example/ep/12',
    item_title: 'Ep 12',
  })
  const at = Math.floor(Date.now() / 1000)
  const claims = {
    iss: app,
    iat: at,
    exp: at + 300,
    jti: randomUUID(),
    m: 'POST',
    p: path,
    bh: hash('sha256', body),
  }
  const token = [{ alg: 'EdDSA', typ: 'JWT' }, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.')
  const signature = sign(null, Buffer.from(token), key).toString('base64url')
  return { body, authorization: `AppAssertion ${token}.${signature}` }
}
