import request from 'supertest'
import { beforeAll, describe, expect, it } from 'vitest'
import { createApp } from '#api/app.ts'
import { addUser } from '#api/auth/person/user.ts'
import { type Credential, sessionCredential } from '#tests/helper/credential.ts'
import { keepShow } from '#tests/helper/make-claim.ts'
import { recordBoost } from '#tests/helper/record-payments.ts'
import { shareService } from '#tests/helper/share-service.ts'

const service = shareService()
const OWN = 'linux-unplugged'

let host: Credential
const ids: Record<string, string> = {}

beforeAll(async () => {
  const { ctx, ask } = service
  await keepShow(ctx.db)
  await keepShow(ctx.db, 'Coder Radio')
  const boost = async (name: string, podcast?: string) => {
    const id = await recordBoost(ctx.db, {
      boostagram: { sender_name: name, episode: 'One', ...(podcast && { podcast }) },
    })
    const { supporter_id } = await ctx.db
      .selectFrom('boosts')
      .select('supporter_id')
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    Object.assign(ids, { [`${name}’s boost`]: id, [name]: supporter_id })
  }
  for (const name of ['own', 'second']) await boost(name)
  for (const name of ['other', 'ended']) await boost(name, 'Coder Radio')
  // What ended leads to what is of the other show, too.
  expect(
    (await ask('post', `/boosts/${ids['other’s boost']}/join`, { boosts: [ids['ended’s boost']] })).status,
  ).toBe(200)
  expect((await ask('post', `/supporters/${ids.other}/merge`, { with: ids.ended })).status).toBe(200)
  const made = {
    email: 'h@example.com',
    name: null,
    role: 'host' as const,
    password_hash: null,
    shows: [OWN],
  }
  host = await sessionCredential(ctx, (await addUser(ctx.db, made)).id)
})

const send = (path: string, body: object) =>
  request(createApp(service.ctx)).post(`/api/v1${path}`).set(host).send(body)

describe('a host of one show', () => {
  it.each([
    ['joins no boost of another show', '/boosts/{own’s boost}/join', { boosts: ['other’s boost'] }],
    [
      'joins none beside one of their own',
      '/boosts/{own’s boost}/join',
      { boosts: ['second’s boost', 'other’s boost'] },
    ],
    ['joins none by an id that it had', '/boosts/{own’s boost}/join', { boosts: ['ended’s boost'] }],
    ['joins none from its own side', '/boosts/{ended’s boost}/join', { boosts: ['own’s boost'] }],
    ['merges no supporter of another show', '/supporters/{own}/merge', { with: 'other' }],
    ['merges none by an id that they had', '/supporters/{own}/merge', { with: 'ended' }],
    ['merges none from their own side', '/supporters/{ended}/merge', { with: 'own' }],
  ])('%s', async (_name, path, body) => {
    const before = await service.ask('get', '/boosts')
    const named = (name: unknown): unknown =>
      Array.isArray(name) ? name.map(named) : (ids[String(name)] ?? '')
    const filled = Object.fromEntries(Object.entries(body).map(([field, name]) => [field, named(name)]))
    const { status, text } = await send(
      path.replace(/\{(.+)\}/, (_, name) => ids[name] ?? ''),
      filled,
    )
    expect(status).toBe(404)
    expect(text).toContain('among your shows')
    const after = await service.ask('get', '/boosts')
    expect(after.body.items).toEqual(before.body.items)
  })

  it('does both with what is theirs', async () => {
    expect((await send(`/supporters/${ids.own}/merge`, { with: ids.second })).status).toBe(200)
    const joined = await send(`/boosts/${ids['own’s boost']}/join`, { boosts: [ids['second’s boost']] })
    expect(joined.status).toBe(200)
  })
})
