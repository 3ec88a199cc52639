import { sql } from 'kysely'
import request from 'supertest'
import { beforeEach, describe, expect, it } from 'vitest'
import { createApp } from '#api/app.ts'
import type { Machine } from '#api/http/actor.ts'
import { keyCredential, personCredential } from '#tests/helper/credential.ts'
import { makeReport } from '#tests/helper/record-payments.ts'
import { shareDatabase } from '#tests/helper/share-database.ts'
import type { TestContext } from '#tests/helper/test-context.ts'

const createContext = shareDatabase()

let ctx: TestContext
let app: ReturnType<typeof createApp>
let owner: { Cookie: string; userId: string }
beforeEach(async () => {
  ctx = await createContext()
  app = createApp(ctx)
  owner = await personCredential(ctx, 'owner')
})

const audit = async (query = '') =>
  (await request(app).get(`/api/v1/audit${query}`).set('Cookie', owner.Cookie)).body
const addUser = (email: string) =>
  request(app).post('/api/v1/users').set('Cookie', owner.Cookie).send({ email, role: 'host' })

describe('a change', () => {
  it('is written down: who, what, when, from where, and what was before', async () => {
    const { body: user } = await addUser('wes@example.com')
    await request(app)
      .patch(`/api/v1/users/${user.id}`)
      .set('Cookie', owner.Cookie)
      .send({ role: 'bookkeeper' })
    const { items } = await audit()
    expect(items).toHaveLength(2)
    expect(items[0]).toMatchObject({
      actor: { kind: 'person', id: owner.userId, name: expect.stringMatching(/^owner-/) },
      action: 'PATCH /api/v1/users/{id}',
      subject: { id: user.id },
      address: expect.stringMatching(/127\.0\.0\.1$/),
      detail: { asked: { role: 'bookkeeper' }, before: { email: 'wes@example.com', role: 'host' } },
    })
    expect(Date.parse(items[0].at)).toBeGreaterThanOrEqual(Date.parse(items[1].at))
    expect(items[1]).toMatchObject({ action: 'POST /api/v1/users', detail: { made: user.id } })
  })

  it('by a key is written down as the key’s', async () => {
    const key = await keyCredential(ctx, ['admin'])
    await request(app).post('/api/v1/users').set(key).send({ email: 'wes@example.com', role: 'host' })
    expect((await audit()).items[0].actor).toMatchObject({
      kind: 'key',
      name: expect.stringMatching(/^admin-/),
    })
  })

  it('that was refused or failed is none', async () => {
    await addUser('no address')
    const host = await personCredential(ctx, 'host')
    await request(app)
      .post('/api/v1/users')
      .set('Cookie', host.Cookie)
      .send({ email: 'x@example.com', role: 'host' })
    await request(app)
      .delete('/api/v1/users/0199c2a0-0000-7000-8000-000000000000')
      .set('Cookie', owner.Cookie)
    expect((await audit()).items).toEqual([])
  })

  it('stays written down after the one who made it is gone', async () => {
    const other = await personCredential(ctx, 'owner')
    await request(app)
      .post('/api/v1/users')
      .set('Cookie', other.Cookie)
      .send({ email: 'x@example.com', role: 'host' })
    await request(app).delete(`/api/v1/users/${other.userId}`).set('Cookie', owner.Cookie)
    const { items } = await audit(`?actor=${other.userId}`)
    expect(items).toHaveLength(1)
  })
})

describe('the entry of a change', () => {
  it('is there exactly where the change is, whichever of the two cannot be made', async () => {
    await sql`alter table audit_log add constraint full_disk check (action not like 'POST /api/v1/users%')`.execute(
      ctx.db,
    )
    try {
      expect((await addUser('wes@example.com')).status).toBeGreaterThanOrEqual(400)
      expect(
        await ctx.db.selectFrom('users').select('id').where('email', '=', 'wes@example.com').execute(),
      ).toEqual([])
    } finally {
      await sql`alter table audit_log drop constraint full_disk`.execute(ctx.db)
    }
    expect((await addUser('wes@example.com')).status).toBe(201)
    expect((await addUser('wes@example.com')).status).toBe(409)
    expect((await audit('?action=POST /api/v1/users')).items).toHaveLength(1)
  })

  it('says nothing else, and so does the answer, where the session cannot note the change', async () => {
    await sql`alter table sessions add constraint full_disk check (last_action is null)`.execute(ctx.db)
    try {
      expect((await addUser('wes@example.com')).status).toBe(201)
    } finally {
      await sql`alter table sessions drop constraint full_disk`.execute(ctx.db)
    }
    const { items } = await audit('?action=POST /api/v1/users')
    expect(items.map(({ detail }: { detail: object }) => 'ended' in detail)).toEqual([false])
  })

  it('is committed together with it: killed at any moment, neither is there without the other', async () => {
    const before = ctx.db.transaction().execute(async (trx) => {
      await sql`lock table audit_log in access exclusive mode`.execute(trx)
      const change = addUser('wes@example.com').then((answer) => answer.status)
      await expect
        .poll(async () => {
          const { rows } = await sql<{ n: number }>`
            select count(*)::integer as n from pg_locks where not granted and relation = 'audit_log'::regclass`.execute(
            trx,
          )
          return rows[0]?.n
        })
        .toBe(1)
      // Nobody sees the change before its entry can be written.
      const { rows } = await sql`select from users where email = 'wes@example.com'`.execute(trx)
      expect(rows).toEqual([])
      return { change }
    })
    expect(await (await before).change).toBe(201)
  })

  it('of a payment by a key is there before the payment is acknowledged', async () => {
    const key = await keyCredential(ctx, ['intake'])
    const { status } = await request(app).post('/api/v1/payments').set(key).send(makeReport())
    expect(status).toBe(200)
    const { items } = await audit('?action=POST /api/v1/payments')
    expect(items).toMatchObject([{ detail: { requests: 1, recorded: 1 } }])
  })
})

describe('signing in', () => {
  it('is written down, and trying to, without what was typed', async () => {
    await addUser('wes@example.com')
    for (const email of ['wes@example.com', 'my password by mistake'])
      await request(app).post('/api/v1/auth/sign-in').send({ email, password: 'the wrong password' })
    const { items } = await audit('?action=auth.sign-in-failed')
    expect(items.map((entry: { actor: { name: string } }) => entry.actor.name)).toEqual([
      'unknown account',
      'wes@example.com',
    ])
    expect(JSON.stringify(items)).not.toContain('password')
  })
})

describe('the list', () => {
  it('comes in pages, newest first, every entry once', async () => {
    for (let n = 0; n < 7; n++) await addUser(`user${n}@example.com`)
    const seen: string[] = []
    let cursor: string | null = null
    do {
      const page: { items: { detail: { asked: { email: string } } }[]; next_cursor: string | null } =
        await audit(`?limit=3${cursor ? `&cursor=${cursor}` : ''}`)
      seen.push(...page.items.map(({ detail }) => detail.asked.email))
      cursor = page.next_cursor
    } while (cursor)
    expect(seen).toEqual([6, 5, 4, 3, 2, 1, 0].map((n) => `user${n}@example.com`))
  })

  it('is filtered by actor, action, subject and time', async () => {
    const { body: user } = await addUser('wes@example.com')
    await request(app).delete(`/api/v1/users/${user.id}`).set('Cookie', owner.Cookie)
    const count = async (query: string) => (await audit(query)).items.length
    expect(await count('?action=DELETE')).toBe(1)
    expect(await count('?action=_ELETE')).toBe(0)
    expect(await count(`?subject=${user.id}`)).toBe(1)
    expect(await count(`?actor=${owner.userId}`)).toBe(2)
    expect(await count(`?actor=${user.id}`)).toBe(0)
    expect(await count(`?since=${new Date(Date.now() + 60_000).toISOString()}`)).toBe(0)
    expect(await count(`?until=${new Date(Date.now() + 60_000).toISOString()}`)).toBe(2)
  })

  it.each(['?cursor=x', '?limit=0', '?limit=201', '?actor=x', '?since=yesterday'])(
    'refuses %s',
    async (query) => {
      const answer = await request(app).get(`/api/v1/audit${query}`).set('Cookie', owner.Cookie)
      expect(answer.status).toBe(400)
    },
  )
})

describe('reports of a machine', () => {
  const node: Machine = {
    kind: 'key',
    id: '0199c2a0-0000-7000-8000-000000000001',
    name: 'node',
    scopes: ['intake'],
    source: null,
    wallet: null,
    shows: null,
  }
  const asked = { action: 'POST /api/v1/payments', address: '192.0.2.1' }

  it('become one entry an hour for each key and address, with their counts', async () => {
    for (let n = 0; n < 5; n++) void ctx.tally.add(node, asked, { requests: 1, recorded: 2, duplicates: 1 })
    await ctx.tally.add(node, { ...asked, address: '192.0.2.2' }, { requests: 1, recorded: 1 })
    await ctx.tally.add(node, asked, { requests: 1, recorded: 1, rejected: 1 })
    await ctx.tally.flush()
    const { items } = await audit()
    expect(items).toHaveLength(2)
    const byAddress = Object.fromEntries(items.map((entry: { address: string }) => [entry.address, entry]))
    expect(byAddress['192.0.2.1']).toMatchObject({
      actor: { kind: 'key', id: node.id, name: 'node' },
      detail: { requests: 6, recorded: 11, duplicates: 5, rejected: 1 },
    })
    expect(byAddress['192.0.2.2'].detail).toMatchObject({ requests: 1, recorded: 1 })
  })
})
