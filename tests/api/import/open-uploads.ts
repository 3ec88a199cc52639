import { mkdirSync, mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, inject } from 'vitest'
import type { ImportJson } from '#api/contract/import.ts'
import { keyCredential } from '#tests/helper/credential.ts'
import { startTestService, type TestService } from '#tests/helper/test-service.ts'
import { until } from '#tests/helper/until.ts'

type Answer<T> = { status: number; body: T }

/** The service on one database for a test file, and files that are uploaded to it by an owner's key. */
export function openUploads() {
  let service: TestService
  let headers: Record<string, string>
  const dataDir = () => service.ctx.config.dataDir
  beforeAll(async () => {
    const folder = mkdtempSync(join(inject('runFolder'), 'uploads-'))
    mkdirSync(join(folder, 'imports'))
    service = await startTestService({ env: { DATA_DIR: folder } })
    headers = await keyCredential(service.ctx, ['admin'])
  })
  afterAll(() => service.close())

  async function ask<T = ImportJson>(method: string, path: string, body?: object): Promise<Answer<T>> {
    const answer = await fetch(`${service.url}/api/v1/imports${path}`, {
      method,
      headers: { ...headers, ...(body ? { 'Content-Type': 'application/json' } : {}) },
      body: body ? JSON.stringify(body) : null,
    })
    const text = await answer.text()
    return { status: answer.status, body: text === '' ? null : JSON.parse(text) }
  }
  async function upload<T = ImportJson>(
    name: string,
    content: string | Uint8Array<ArrayBuffer>,
    more: Record<string, string> = {},
  ): Promise<Answer<T>> {
    const answer = await fetch(`${service.url}/api/v1/imports?name=${encodeURIComponent(name)}`, {
      method: 'POST',
      headers: { ...headers, 'Content-Type': 'application/octet-stream', ...more },
      body: content,
    })
    return { status: answer.status, body: await answer.json() }
  }
  async function ended(id: string): Promise<ImportJson> {
    let file: ImportJson | undefined
    await until('the file is worked off', async () => {
      file = (await ask('GET', `/${id}`)).body
      return file.state !== 'checking' && file.state !== 'recording'
    })
    if (!file) throw new Error('It was never read')
    await service.ctx.imports.idle()
    return file
  }
  return {
    get ctx() {
      return service.ctx
    },
    get url() {
      return service.url
    },
    dataDir,
    ask,
    upload,
    ended,
    /** Uploads a file and looks at what it would add. */
    async checked(name: string, content: string | Uint8Array<ArrayBuffer>, wallet: string, source?: string) {
      const { status, body } = await upload(name, content)
      if (status !== 201) throw new Error(JSON.stringify(body))
      const asked = await ask('POST', `/${body.id}/check`, { wallet, ...(source ? { source } : {}) })
      if (asked.status !== 202) throw new Error(JSON.stringify(asked.body))
      return await ended(body.id)
    },
    async recorded(id: string) {
      const asked = await ask('POST', `/${id}/record`)
      if (asked.status !== 202) throw new Error(JSON.stringify(asked.body))
      return await ended(id)
    },
    payments: () =>
      service.ctx.db
        .selectFrom('payments')
        .innerJoin('wallets', 'wallets.id', 'payments.wallet_id')
        .select(['ref', 'amount_msat', 'message', 'wallets.name as wallet'])
        .orderBy('settled_at')
        .orderBy('ref')
        .execute(),
  }
}
