import request from 'supertest'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createApp } from '#api/app.ts'
import { boost, current } from '#tests/helper/air.ts'
import { type Credential, personCredential } from '#tests/helper/credential.ts'
import { openStream, type TestStream } from '#tests/helper/open-stream.ts'
import { startTestService, type TestService } from '#tests/helper/test-service.ts'

let service: TestService
let chris: Credential
let ann: Credential
let id: string
let stream: TestStream

beforeAll(async () => {
  service = await startTestService()
  chris = await personCredential(service.ctx, 'host')
  ann = await personCredential(service.ctx, 'owner')
  await boost(service.ctx, 'winebear', 3000)
  id = (await current(service.ctx)).id
  stream = await openStream(`${service.url}/api/v1/live`, chris)
})
afterAll(async () => {
  stream.close()
  await service.close()
})

async function send(
  method: 'post' | 'put' | 'get',
  path: string,
  body: object,
  who: Credential,
  status = 200,
) {
  const answer = await request(createApp(service.ctx))
    [method](`/api/v1/segments/${id}/${path}`)
    .set(who)
    .send(body)
  expect(answer.status, JSON.stringify(answer.body)).toBe(status)
  return answer.body
}
const heard = (kind: string) =>
  stream.events.flatMap(({ hint }) =>
    typeof hint === 'object' && hint !== null && 'kind' in hint && hint.kind === kind ? [hint] : [],
  )

describe('the screens around a microphone', () => {
  it('hear who else is there and what they do, and keep nothing of it', async () => {
    await send('post', 'presence', { device: 'laptop', doing: 'follows' }, ann, 204)
    await expect.poll(() => heard('presence')).toHaveLength(1)
    expect(heard('presence')[0]).toMatchObject({
      segment_id: id,
      device: 'laptop',
      doing: 'follows',
      left: false,
    })
    await send('post', 'presence', { device: 'laptop', doing: 'sleeps' }, ann, 400)
  })

  it('press the buttons of the reading view that is meant, or of the one that was used last', async () => {
    const early = await send('post', 'press', { action: 'next' }, ann, 409)
    expect(early.detail).toContain('Open the reading view first')
    await send('put', 'place', { item: 's:someone', device: 'desk' }, chris)
    expect(await send('post', 'press', { action: 'next' }, ann)).toMatchObject({ screen: 'desk' })
    await send('post', 'press', { action: 'hold', screen: 'tablet' }, ann)
    await expect.poll(() => heard('press')).toHaveLength(2)
    expect(heard('press')).toEqual([
      { kind: 'press', segment_id: id, device: 'desk', action: 'next' },
      { kind: 'press', segment_id: id, device: 'tablet', action: 'hold' },
    ])
    await send('post', 'press', { action: 'close' }, ann, 400)
  })

  it('show a producer’s line until it was seen, told with the marks and without reading all again', async () => {
    const { revision } = await current(service.ctx)
    const { cue } = await send('put', 'cue', { text: ' Wrap up ' }, ann)
    expect(cue).toMatchObject({ text: 'Wrap up' })
    expect((await current(service.ctx)).cue).toEqual(cue)
    const since = await send('get', `marks?after=${revision}`, {}, chris)
    expect(since).toMatchObject({ cue, items: [], reload: false })
    expect(await send('put', 'cue', { text: null }, chris)).toEqual({ cue: null })
    expect((await current(service.ctx)).cue).toBeNull()
  })
})
