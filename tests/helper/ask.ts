import request, { type Response } from 'supertest'
import { createApp } from '#api/app.ts'
import type { Context } from '#api/context.ts'
import type { Scope } from '#api/contract/auth.ts'
import { keyCredential } from '#tests/helper/credential.ts'

type Ask = {
  get(path: string): Promise<Response>
  post(path: string, body?: object): Promise<Response>
  patch(path: string, body: object): Promise<Response>
  delete(path: string): Promise<Response>
}

/** Requests of a key, by paths below `/api/v1`. */
export async function askAs(ctx: Context, scopes: Scope[] = ['admin']): Promise<Ask> {
  const app = createApp(ctx)
  const { Authorization } = await keyCredential(ctx, scopes)
  const ask = async (method: 'get' | 'post' | 'patch' | 'delete', path: string, body?: object) => {
    const asked = request(app)[method](`/api/v1${path}`).set('Authorization', Authorization)
    return body === undefined ? asked : asked.send(body)
  }
  return {
    get: (path) => ask('get', path),
    post: (path, body) => ask('post', path, body),
    patch: (path, body) => ask('patch', path, body),
    delete: (path) => ask('delete', path),
  }
}
