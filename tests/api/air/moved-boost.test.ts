import { randomUUID } from 'node:crypto'
import request from 'supertest'
import { expect, it } from 'vitest'
import { createApp } from '#api/app.ts'
import { addUser } from '#api/auth/person/user.ts'
import { sessionCredential } from '#tests/helper/credential.ts'
import { keepShow } from '#tests/helper/make-claim.ts'
import { recordBoost } from '#tests/helper/record-payments.ts'
import { shareService } from '#tests/helper/share-service.ts'

const service = shareService()
const OWN = 'linux-unplugged'
const OTHER = 'coder-radio'

it('a boost that went to another show is marked in that one’s segment alone, and published by nobody else', async () => {
  const { ctx, ask } = service
  for (const title of ['LINUX Unplugged', 'Coder Radio']) await keepShow(ctx.db, title)
  await ask('patch', `/shows/${OTHER}`, { public: true })
  const { id } = await addUser(ctx.db, {
    email: 'host@example.com',
    name: null,
    role: 'host',
    password_hash: null,
    shows: [OWN],
  })
  const host = await sessionCredential(ctx, id)
  const { body: own } = await ask('get', `/segments/current?show=${OWN}`)
  const boost_id = await recordBoost(ctx.db, {
    settled_at: new Date().toISOString(),
    boostagram: { message: 'For the hosts alone' },
  })
  const mark = async (set: object) => {
    const asked = request(createApp(ctx)).post(`/api/v1/segments/${own.id}/marks`).set(host)
    return (await asked.send([{ op_id: randomUUID(), boost_id, set }])).body
  }
  expect((await mark({ starred: true })).rejected).toEqual([])
  expect((await ask('patch', `/boosts/${boost_id}`, { show: OTHER })).status).toBe(200)

  expect(await mark({ status: 'read' })).toMatchObject({
    items: [],
    rejected: [{ boost_id, error: 'This boost is not in the segment.' }],
  })
  const published = () => ask('get', `/public/shows/${OTHER}/messages`)
  expect((await published()).body.items).toEqual([])

  const { body: theirs } = await ask('get', `/segments/current?show=${OTHER}`)
  const read = [{ op_id: randomUUID(), boost_id, set: { status: 'read' } }]
  expect((await ask('post', `/segments/${theirs.id}/marks`, read)).body.rejected).toEqual([])
  await ask('post', `/segments/${theirs.id}/close`, {})
  // Strangers' pages hear of it a moment later.
  await expect
    .poll(async () => (await published()).body.items)
    .toMatchObject([{ message: 'For the hosts alone' }])
})
