import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { routes } from '#api/routes.ts'
import { personCredential } from '#tests/helper/credential.ts'
import { startTestService, type TestService } from '#tests/helper/test-service.ts'

/** What cannot be undone, or lets somebody in, said here a second time: one that is added or taken away fails until it stands here. */
const ASKED = [
  'DELETE /auth/factors/code-app',
  'DELETE /auth/factors/passkeys/{key}',
  'DELETE /imports/{id}',
  'DELETE /keys/{id}',
  'DELETE /purse',
  'DELETE /sources/{name}',
  'DELETE /users/{id}',
  'DELETE /users/{id}/sessions',
  'DELETE /ways-out/{name}',
  'DELETE /webhooks/{name}',
  'PATCH /metaboost/apps/{app_id}',
  'PATCH /users/{id}',
  'PATCH /ways-out/{name}',
  'POST /auth/factors/code-app',
  'POST /auth/factors/code-app/begin',
  'POST /auth/factors/passkeys',
  'POST /auth/factors/passkeys/ask',
  'POST /auth/factors/recovery-codes',
  'POST /keys',
  'POST /shows/{slug}/merge',
  'POST /supporters/{id}/anonymize',
  'POST /users',
  'POST /users/invites',
  'POST /ways-out',
  'POST /webhooks',
  'POST /webhooks/{name}/address',
  'PUT /purse',
  'PUT /users/second-factor',
]

const changing = routes
  .filter(({ method }) => method !== 'get')
  .map(({ method, path, proof }) => ({
    method: method.toUpperCase(),
    path,
    proof,
    name: `${method.toUpperCase()} ${path.replace('/api/v1', '')}`,
  }))

let service: TestService
let headers: Record<string, string>
beforeAll(async () => {
  service = await startTestService()
  const { Cookie } = await personCredential(service.ctx, 'owner')
  headers = { Cookie, 'Content-Type': 'application/json' }
  await service.ctx.db
    .updateTable('sessions')
    .set({ proven_at: new Date(Date.now() - 3600_000) })
    .execute()
})
afterAll(() => service.close())

describe('a route that changes something', () => {
  it('says whether it is asked again who it is, and those that do are these', () => {
    expect(changing.filter(({ proof }) => proof === undefined)).toEqual([])
    expect(
      changing
        .filter(({ proof }) => proof)
        .map(({ name }) => name)
        .sort(),
    ).toEqual(ASKED)
  })

  it.each(changing.filter(({ name }) => ASKED.includes(name)))(
    '$name asks an owner who last said so an hour ago',
    async ({ method, path }) => {
      const url = service.url + path.replace(/\{\w+\}/g, 'not~an~id')
      const answer = await fetch(url, { method, headers, body: '{"no' })
      expect(answer.status).toBe(403)
      expect(await answer.json()).toMatchObject({ type: 'urn:readout:problem:prove-again' })
    },
  )
})
