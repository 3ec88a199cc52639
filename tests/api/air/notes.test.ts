import { sql } from 'kysely'
import request from 'supertest'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createApp } from '#api/app.ts'
import { boost, current, makeMark, mark, SHOW } from '#tests/helper/air.ts'
import { type Credential, personCredential } from '#tests/helper/credential.ts'
import { recordPayments } from '#tests/helper/record-payments.ts'
import { shareDatabase } from '#tests/helper/share-database.ts'
import type { TestContext } from '#tests/helper/test-context.ts'

const makeContext = shareDatabase()

let ctx: TestContext
let host: Credential
let clock = new Date('2026-11-22T21:00:00Z')

beforeAll(async () => {
  ctx = await makeContext({ now: () => clock })
  host = await personCredential(ctx, 'host')
})
afterAll(() => ctx.close())
beforeEach(async () => {
  await sql`truncate shows, wallets, supporters, sources cascade`.execute(ctx.db)
  clock = new Date('2026-11-22T21:00:00Z')
})

const app = () => request(createApp(ctx))

async function getText(path: string) {
  return await app()
    .get(`/api/v1/segments/${path}`)
    .set(host)
    .buffer(true)
    .parse((res, done) => {
      let text = ''
      res.on('data', (chunk) => {
        text += chunk
      })
      res.on('end', () => done(null, text))
    })
}

async function send(method: 'post' | 'put' | 'patch', path: string, body?: object) {
  const answer = app()[method](`/api/v1/${path}`).set(host)
  return body ? await answer.send(body) : await answer
}

/** The segment of an evening: a baller, a boost, fiat, thanks, a stream, one skipped. */
async function seedEvening(): Promise<string> {
  await boost(ctx, 'northwoods', 30_000, { message: 'put it towards [diesel](https://evil.example)' })
  await boost(ctx, 'meshling', 5000, { message: '<b>40 Mbit</b> & more' })
  await recordPayments(ctx.db, {
    source: 'shop',
    id: 'order 1',
    settled_at: '2026-11-22T20:10:00Z',
    rail: 'card',
    fiat: { amount_minor: 500, fee_minor: 45, currency: 'USD' },
    boostagram: { action: 'boost', podcast: 'LINUX Unplugged', sender_name: 'carol', message: 'By card' },
  })
  await boost(ctx, 'kestrel', 100)
  await boost(ctx, 'lowtide', 200)
  await boost(ctx, 'anonymous', 300)
  await recordPayments(ctx.db, {
    source: 'node',
    id: 'stream 1',
    settled_at: '2026-11-22T20:15:00Z',
    amount_msat: 10_000,
    boostagram: { action: 'stream', podcast: 'LINUX Unplugged', sender_name: 'kestrel' },
  })
  const spam = await boost(ctx, 'spammer', 4000, { message: 'buy now' })
  await mark(ctx, [makeMark(spam, { status: 'skipped' })])
  return (await current(ctx)).id
}

describe('show notes', () => {
  it('have the running order with totals, wallets and supporters, and nothing that was skipped', async () => {
    const id = await seedEvening()
    const { text, headers } = await asText(`${id}/notes.md`)
    expect(headers['content-type']).toBe('text/markdown; charset=utf-8')
    expect(headers['content-disposition']).toBe('attachment; filename="linux-unplugged-458-notes.md"')
    expect(text).toBe(`## Boosts

### Baller boosts

- **northwoods**, 30,000 sats: put it towards \\[diesel\\](https:&#47;/evil\\.example)

### Boosts

- **meshling**, 5,000 sats: \\<b\\>40 Mbit\\</b\\> & more

### Fiat boosts

- **carol**, \\$5.00: By card

### Thanks

kestrel, lowtide and 1 anonymous (600 sats)

### Streams

10 sats from 1 listener in 1 payment

### Totals

- 7 boosts from 6 supporters and 1 anonymous: 39,600 sats
- \\$5.00 by card
- node: 39,600 sats
`)
  })

  it('are safe in HTML, and plain as text', async () => {
    const id = await seedEvening()
    const html = await asText(`${id}/notes.html`)
    expect(html.headers['content-type']).toBe('text/html; charset=utf-8')
    expect(html.text).toContain(
      '<strong><bdi>meshling</bdi></strong>, 5,000 sats: <bdi>&lt;b&gt;40 Mbit&lt;/b&gt; &amp; more</bdi>',
    )
    const txt = await asText(`${id}/notes.txt`)
    expect(txt.headers['content-type']).toBe('text/plain; charset=utf-8')
    expect(txt.text).toContain('meshling, 5,000 sats: <b>40 Mbit</b> & more\n')
  })

  it('of a closed segment stay as they were read', async () => {
    const id = await seedEvening()
    const before = await asText(`${id}/notes.md`)
    expect((await send('post', `segments/${id}/close`)).status).toBe(200)
    await boost(ctx, 'latecomer', 50_000)
    expect((await asText(`${id}/notes.md`)).text).toBe(before.text)
  })

  it("follow the show's own template, which is refused where it cannot be read", async () => {
    const id = await seedEvening()
    const templates = { md: '{{#supporters}}\n* {{name}}\n{{/supporters}}\n', html: null, txt: null }
    const refused = await send('patch', `shows/${SHOW}/air-settings`, {
      templates: { ...templates, txt: 'one\n{{#sections}}' },
    })
    expect(refused.status).toBe(400)
    expect(refused.body.detail).toBe(
      'The template for plain text, line 2: {{#sections}} has no {{/sections}}.',
    )
    expect((await send('patch', `shows/${SHOW}/air-settings`, { templates })).status).toBe(200)
    expect((await asText(`${id}/notes.md`)).text).toBe(
      '* northwoods\n* meshling\n* carol\n* kestrel\n* lowtide\n',
    )
  })
})

describe('the place', () => {
  it('is what the host showed last, whatever arrives late', async () => {
    const id = await seedEvening()
    await send('put', `segments/${id}/place`, { item: 'thanks', device: 'laptop' })
    const late = await send('put', `segments/${id}/place`, {
      item: 'streams',
      device: 'phone',
      elapsed_ms: 5000,
    })
    expect(late.body).toMatchObject({ item: 'thanks', device: 'laptop' })
    expect((await current(ctx)).place).toMatchObject({ item: 'thanks' })
  })
})

async function asText(path: string): Promise<{ text: string; headers: Record<string, string> }> {
  const { body, headers, status } = await getText(path)
  expect(status).toBe(200)
  return { text: body, headers }
}
