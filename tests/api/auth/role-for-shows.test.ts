import request from 'supertest'
import { beforeAll, describe, expect, it } from 'vitest'
import { createApp } from '#api/app.ts'
import { addUser } from '#api/auth/person/user.ts'
import { sessionCredential } from '#tests/helper/credential.ts'
import { keepShow } from '#tests/helper/make-claim.ts'
import { recordBoost } from '#tests/helper/record-payments.ts'
import { shareService } from '#tests/helper/share-service.ts'

const service = shareService()
const OWN = 'linux-unplugged'
const OTHER = 'coder-radio'

let app: ReturnType<typeof createApp>
beforeAll(async () => {
  await keepShow(service.ctx.db)
  await keepShow(service.ctx.db, 'Coder Radio')
  app = createApp(service.ctx)
})

describe('a role', () => {
  it('is for the shows that the owner says, and for others from the moment on that the owner says so', async () => {
    const invited = await service.ask('post', '/users/invites', {
      email: 'new@example.com',
      role: 'host',
      shows: [OWN],
    })
    expect(invited.body.shows).toEqual([OWN])
    const token = new URL(invited.body.link).hash.slice(1)
    const checked = await request(app).post('/api/v1/invites/check').send({ token })
    expect(checked.body.shows).toEqual(['LINUX Unplugged'])
    const joined = await request(app)
      .post('/api/v1/invites/accept')
      .send({ token, password: 'tinfoil hat for a dish' })
    expect(joined.body).toMatchObject({ role: 'host', shows: [OWN] })
    const cookie = joined.get('Set-Cookie')?.[0]?.split(';')[0] ?? ''
    const shows = async () => {
      const { status, body } = await request(app).get('/api/v1/shows').set('Cookie', cookie)
      return status === 200 ? body.items.map(({ slug }: { slug: string }) => slug) : status
    }
    expect(await shows()).toEqual([OWN])
    const changed = await service.ask('patch', `/users/${joined.body.id}`, { shows: [OTHER] })
    expect(changed.body.shows).toEqual([OTHER])
    expect(await shows()).toBe(401)
  })

  it.each([
    [{ email: 'a@example.com', role: 'owner', shows: [OWN] }, 400],
    [{ email: 'a@example.com', role: 'host', shows: [] }, 400],
    [{ email: 'a@example.com', role: 'host', shows: ['nowhere'] }, 422],
  ])('%o is none', async (body, status) => {
    expect((await service.ask('post', '/users/invites', body)).status).toBe(status)
  })

  it('of a show goes on as that of the one which it is merged into', async () => {
    const { db } = service.ctx
    await recordBoost(db, { boostagram: { podcast: 'Plugged' } })
    const made = { email: 'plugged@example.com', name: null, role: 'host' as const, password_hash: null }
    const { id } = await addUser(db, { ...made, shows: ['plugged'] })
    await service.ask('post', '/shows/plugged/merge', { into: OWN })
    const { body } = await service.ask('get', '/users')
    expect(body.items.find((user: { id: string }) => user.id === id).shows).toEqual([OWN])
  })

  it('goes on as it is where it is given again after a merge', async () => {
    const { db } = service.ctx
    for (const podcast of ['Merged Late', 'Came After']) await recordBoost(db, { boostagram: { podcast } })
    const made = { email: 'again@example.com', name: null, role: 'host' as const, password_hash: null }
    const { id } = await addUser(db, { ...made, shows: ['merged-late', 'came-after'] })
    await service.ask('post', '/shows/merged-late/merge', { into: OWN })
    const credential = await sessionCredential(service.ctx, id)
    const shows = ['came-after', OWN]
    const changed = await service.ask('patch', `/users/${id}`, { role: 'host', shows })
    expect(changed.body.shows.toSorted()).toEqual(shows.toSorted())
    expect((await request(app).get('/api/v1/shows').set(credential)).status).toBe(200)
  })

  it('of no show that is left sees nothing', async () => {
    const { db } = service.ctx
    const made = { email: 'gone@example.com', name: null, role: 'host' as const, password_hash: null }
    const { id } = await addUser(db, { ...made, shows: [OWN] })
    await db.updateTable('users').set({ show_ids: [] }).where('id', '=', id).execute()
    const credential = await sessionCredential(service.ctx, id)
    const { body } = await request(app).get('/api/v1/boosts').set(credential)
    expect(body.items).toEqual([])
  })
})
