import request from 'supertest'
import { expect, it } from 'vitest'
import { createApp } from '#api/app.ts'
import { createLog } from '#api/log.ts'
import { keyCredential, personCredential } from '#tests/helper/credential.ts'
import { shareDatabase } from '#tests/helper/share-database.ts'

const createContext = shareDatabase()

it('whoever is refused is told to whom to turn, and is in the log without what they hold', async () => {
  const lines: string[] = []
  const ctx = await createContext()
  const app = createApp({
    ...ctx,
    log: createLog({ logLevel: 'info' }, { write: (line) => void lines.push(line) }),
  })
  const host = await personCredential(ctx, 'host')
  const key = await keyCredential(ctx, ['read', 'export'])

  const byHost = await request(app).get('/api/v1/audit').set('Cookie', host.Cookie)
  expect(byHost.body.detail).toBe('The role host may not do this. Ask an owner of this Readout.')
  const byKey = await request(app).get('/api/v1/audit').set(key)
  expect(byKey.body.detail).toContain('A key with the scope read, export may not do this.')
  const nobody = await request(app).get('/api/v1/audit')
  expect(nobody.get('WWW-Authenticate')).toBe('Bearer realm="readout"')

  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { msg: 'refused', kind: 'person', id: host.userId, method: 'GET', path: '/api/v1/audit' },
    { msg: 'refused', kind: 'key', method: 'GET', path: '/api/v1/audit' },
  ])
  expect(lines.join('')).not.toContain(key.Authorization.slice('Bearer '.length))
  expect(lines.join('')).not.toContain(host.Cookie.split('=')[1])
})
