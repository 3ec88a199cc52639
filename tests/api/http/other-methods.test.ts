import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { routes } from '#api/routes.ts'
import { startTestService, type TestService } from '#tests/helper/test-service.ts'

let service: TestService
beforeAll(async () => {
  service = await startTestService()
})
afterAll(() => service.close())

const paths = [...Map.groupBy(routes, ({ path }) => path)].map(([path, all]) => {
  const own = all.map(({ method }) => method.toUpperCase())
  return { path, own, allow: [...own, ...(own.includes('GET') ? ['HEAD'] : []), 'OPTIONS'].sort().join(', ') }
})
const ask = (method: string, path: string) =>
  fetch(service.url + path.replace(/\{\w+\}/g, 'not~an~id'), { method })

describe('every address', () => {
  it.each(paths)('$path says which methods it has, and refuses others', async ({ path, own, allow }) => {
    const options = await ask('OPTIONS', path)
    expect([options.status, options.headers.get('allow')]).toEqual([204, allow])
    for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'PROPFIND'].filter(
      (each) => !own.includes(each),
    )) {
      const answer = await ask(method, path)
      // A name of the same form may have it: `/sources/{name}` of a source called test.
      if (answer.status === 401) continue
      expect([method, answer.status, answer.headers.get('allow')]).toEqual([method, 405, allow])
    }
  })
})
