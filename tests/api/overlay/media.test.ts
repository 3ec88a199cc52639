import { randomUUIDv7 } from 'node:crypto'
import sharp from 'sharp'
import request from 'supertest'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createApp } from '#api/app.ts'
import type { OverlayMediumJson } from '#api/contract/overlay.ts'
import { pay } from '#tests/e2e/helper/pay.ts'
import { keyCredential } from '#tests/helper/credential.ts'
import { makeWav } from '#tests/helper/make-wav.ts'
import { EVERY_BOOST } from '#tests/helper/overlay-rule.ts'
import { openOverlay } from '#tests/helper/overlay-stream.ts'
import { startTestService, type TestService } from '#tests/helper/test-service.ts'
import { until } from '#tests/helper/until.ts'

const SHOW = '/shows/kill-show'

let service: TestService
let credential: { Authorization: string }
const open: { close(): void }[] = []

beforeAll(async () => {
  service = await startTestService()
  credential = await keyCredential(service.ctx, ['admin'])
  await pay(service.ctx, { sender: 'before' })
  await pay(service.ctx, { sender: 'elsewhere', show: 'Another Show' })
  await service.ctx.db.updateTable('shows').set({ status: 'kept' }).execute()
})
afterAll(() => service.close())
beforeEach(async () => {
  await service.ctx.db.deleteFrom('overlays').execute()
  await service.ctx.db.deleteFrom('overlay_media').execute()
})
afterEach(() => {
  for (const each of open.splice(0)) each.close()
})

async function ask(method: 'get' | 'post' | 'patch' | 'delete', path: string, body?: object) {
  return await request(createApp(service.ctx))[method](`/api/v1${path}`).set(credential).send(body)
}

async function putUp(bytes: Buffer, name = 'Own', show = SHOW) {
  return await request(createApp(service.ctx))
    .post(`/api/v1${show}/overlay-media`)
    .query({ name })
    .set(credential)
    .set('Content-Type', 'application/octet-stream')
    .send(bytes)
}

async function kept(bytes: Buffer, name?: string, show?: string): Promise<OverlayMediumJson> {
  const { status, body } = await putUp(bytes, name, show)
  expect([status, body.detail]).toEqual([201, undefined])
  return body
}

async function make(name = 'Stream') {
  const { body } = await ask('post', `${SHOW}/overlays`, { name })
  return { id: String(body.id), address: String(body.address) }
}

const setRules = (id: string, ...rules: Partial<Record<keyof typeof EVERY_BOOST, unknown>>[]) =>
  ask('patch', `${SHOW}/overlays/${id}`, {
    settings: { moderated: false, rules: rules.map((rule) => ({ ...EVERY_BOOST, ...rule })) },
  })

/** What a browser is answered that has an overlay open. */
const fetchBy = (address: string, id: string) =>
  fetch(`${service.url}/overlay/media/${id}`, { headers: { 'X-Overlay': address.split('#')[1] ?? '' } })

const picture = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 4, background: '#aa330080' } })
    .png()
    .toBuffer()

async function moving(frames: number): Promise<Buffer> {
  const images = Array.from({ length: frames }, (_, at) => ({
    create: { width: 40, height: 20, channels: 4 as const, background: { r: at * 50, g: 0, b: 0, alpha: 1 } },
  }))
  const drawn = await Promise.all(images.map((image) => sharp(image).png().toBuffer()))
  return await sharp(drawn, { join: { animated: true } })
    .gif({ delay: drawn.map(() => 120) })
    .toBuffer()
}

describe('a picture that a show puts up', () => {
  it('is made anew, small, without what else was in the file, and lets the video through', async () => {
    const body = await sharp(await picture(1800, 900))
      .withExif({ IFD0: { Artist: 'somebody' } })
      .jpeg()
      .toBuffer()
    const { id, ...made } = await kept(await picture(1800, 900))
    expect(made).toMatchObject({ kind: 'picture', type: 'image/webp', width: 600, height: 300, frames: 1 })
    const { body: bytes, headers } = await ask('get', `${SHOW}/overlay-media/${id}`)
    expect(headers['content-type']).toBe('image/webp')
    expect(await sharp(bytes).metadata()).toMatchObject({ format: 'webp', hasAlpha: true })
    const { id: other } = await kept(body, 'Photo')
    const { body: stripped } = await ask('get', `${SHOW}/overlay-media/${other}`)
    expect((await sharp(stripped).metadata()).exif).toBeUndefined()
  })

  it('moves where it moved, at the same pace', async () => {
    const { id, ...made } = await kept(await moving(3))
    expect(made).toMatchObject({ width: 40, height: 20, frames: 3 })
    const { body } = await ask('get', `${SHOW}/overlay-media/${id}`)
    expect((await sharp(body).metadata()).delay).toEqual([120, 120, 120])
  })

  it.each([
    [
      'a drawing that may hold scripts',
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'),
    ],
    ['a page', Buffer.from('<!doctype html><script>alert(1)</script>')],
    ['nothing', Buffer.alloc(0)],
  ])('is refused with a sentence where it is %s', async (_, bytes) => {
    const { status, body } = await putUp(bytes)
    expect([status, body.detail]).toEqual([422, expect.stringContaining('neither a picture nor a sound')])
  })

  it('is refused where it is broken, has too many pixels, or is too large', async () => {
    const whole = await picture(300, 300)
    expect((await putUp(whole.subarray(0, whole.length / 2))).status).toBe(422)
    const { status, body } = await putUp(await picture(5001, 5000))
    expect([status, body.detail]).toEqual([422, expect.stringContaining('25 million pixels')])
    expect((await putUp(Buffer.alloc(10_000_001))).status).toBe(413)
  })
})

describe('a sound that a show puts up', () => {
  it('stays as it is, and is served as what its content says', async () => {
    const bytes = makeWav(1500)
    const { id, ...made } = await kept(bytes, 'picture.png')
    expect(made).toMatchObject({ kind: 'sound', type: 'audio/wav', size: bytes.length, ms: 1500 })
    const { body, headers } = await ask('get', `${SHOW}/overlay-media/${id}`).then((answer) => answer)
    expect(headers['content-type']).toBe('audio/wav')
    expect(Buffer.compare(body, bytes)).toBe(0)
  })

  it('is refused where it is longer than half a minute, too large, or says nothing of how long it is', async () => {
    const long = await putUp(makeWav(31_000))
    expect([long.status, long.body.detail]).toEqual([422, expect.stringContaining('30 seconds')])
    const large = await putUp(Buffer.concat([makeWav(1000), Buffer.alloc(6_000_000)]))
    expect([large.status, large.body.detail]).toEqual([422, expect.stringContaining('6 MB')])
    expect((await putUp(makeWav(1000).subarray(0, 30))).status).toBe(422)
    expect((await putUp(makeWav(0))).status).toBe(422)
  })
})

describe('own pictures and sounds in an overlay', () => {
  it('come with the alert of an amount, and are had by the address of that overlay alone', async () => {
    const image = (await kept(await picture(10, 10))).id
    const sound = (await kept(makeWav(500))).id
    const { id, address } = await make()
    expect((await setRules(id, { from_sats: 1000, image, sound }, {})).status).toBe(200)
    const overlay = await openOverlay(service.url, address)
    open.push(overlay)
    await until('it knows what to fetch', () => overlay.told.state?.media.length === 2)
    await pay(service.ctx, { sender: 'small', sats: 999 })
    await pay(service.ctx, { sender: 'large', sats: 1000 })
    await overlay.shows('small', 'large')
    expect(overlay.told.state?.alerts.map(({ rule }) => [rule.image, rule.sound])).toEqual([
      ['none', 'none'],
      [image, sound],
    ])
    const answer = await fetchBy(address, image)
    expect(answer.status).toBe(200)
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'image/webp',
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'private, no-cache',
    })
    expect((await fetchBy(address, sound)).headers.get('content-type')).toBe('audio/wav')
    const unused = (await kept(await picture(5, 5), 'Unused')).id
    const other = await make('Other')
    const refused = [fetchBy(address, unused), fetchBy(other.address, image), fetchBy('/overlay#', image)]
    expect((await Promise.all(refused)).map(({ status }) => status)).toEqual([404, 404, 404])
  })

  it('are of the show, and of the kind that a rule asks for', async () => {
    const image = (await kept(await picture(10, 10))).id
    const foreign = (await kept(await picture(10, 10), 'Own', '/shows/another-show')).id
    const { id } = await make()
    const rules = [{ image: foreign }, { sound: image }, { image: randomUUIDv7() }]
    for (const rule of rules) expect((await setRules(id, rule)).status).toBe(422)
    expect((await ask('get', `${SHOW}/overlay-media/${foreign}`)).status).toBe(404)
    expect((await ask('delete', `${SHOW}/overlay-media/${foreign}`)).status).toBe(404)
  })

  it('are removed with their file once no rule names them', async () => {
    const image = (await kept(await picture(10, 10))).id
    const { id, address } = await make()
    await setRules(id, { image })
    const held = await ask('delete', `${SHOW}/overlay-media/${image}`)
    expect([held.status, held.body.detail]).toEqual([409, expect.stringContaining('“Stream”')])
    await setRules(id, {})
    expect((await ask('delete', `${SHOW}/overlay-media/${image}`)).status).toBe(204)
    expect((await fetchBy(address, image)).status).toBe(404)
    expect(await service.ctx.db.selectFrom('overlay_media').select('id').execute()).toEqual([])
  })

  it('are never named and gone, whoever comes first', async () => {
    const { id } = await make()
    const body = await picture(4, 4)
    for (let round = 0; round < 8; round++) {
      const image = (await kept(body, `Round ${round}`)).id
      const [named, removed] = await Promise.all([
        setRules(id, { image }),
        ask('delete', `${SHOW}/overlay-media/${image}`),
      ])
      expect([
        [200, 409],
        [422, 204],
      ]).toContainEqual([named.status, removed.status])
    }
  })

  it('have one name each, and as much room as a show is said to have', async () => {
    const body = await picture(4, 4)
    await kept(body, 'Twice')
    expect((await putUp(body, 'Twice')).body.detail).toContain('“Twice”')
    const { most } = (await ask('get', `${SHOW}/overlay-media`)).body
    const { db } = service.ctx
    const { id: show_id } = await db
      .selectFrom('shows')
      .select('id')
      .where('slug', '=', 'kill-show')
      .executeTakeFirstOrThrow()
    const row = (name: string, bytes: Buffer) => ({
      id: randomUUIDv7(),
      show_id,
      kind: 'sound' as const,
      name,
      type: 'audio/wav',
      bytes,
      ms: 1,
      width: null,
      height: null,
      frames: null,
    })
    const full = Array.from({ length: 7 }, (_, at) =>
      row(`${at}`, Buffer.alloc(at < 6 ? 6_000_000 : 3_999_000)),
    )
    await db.insertInto('overlay_media').values(full).execute()
    const heavy = await putUp(makeWav(1000), 'Heavy')
    expect([heavy.status, heavy.body.detail]).toEqual([409, expect.stringContaining('40 MB')])
    await db.deleteFrom('overlay_media').execute()
    const many = Array.from({ length: most.files }, (_, at) => row(`${at}`, Buffer.from('x')))
    await db.insertInto('overlay_media').values(many).execute()
    const more = await putUp(body, 'More')
    expect([more.status, more.body.detail]).toEqual([409, expect.stringContaining('40 pictures and sounds')])
  })
})
