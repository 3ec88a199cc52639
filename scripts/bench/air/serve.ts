import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { createApp } from '#api/app.ts'
import { createKey } from '#api/auth/key/api-key.ts'
import { finishRequests, listen } from '#api/listen.ts'
import { startChild } from '#scripts/bench/child-server.ts'
import type { BenchContext } from '#scripts/bench/with-bench-context.ts'

/** A service under measurement, and headers that let one in. */
export type Served = {
  url: string
  headers: Record<string, string>
  /** Of somebody else. */
  makeHeaders(): Promise<Record<string, string>>
  close(): Promise<void>
}

/** Serves a bench's database on a free port of this process, without jobs. */
export async function serve(bench: BenchContext): Promise<Served> {
  const { server, url } = await listen(createApp(bench.ctx), bench.config)
  return await served(bench, url, () => finishRequests(server, 0, AbortSignal.abort()))
}

/** Serves it as it is run: a process of its own, with all its jobs. The bench's context must be a command's. */
export async function serveApart(bench: BenchContext): Promise<Served> {
  const child = await startChild(join(import.meta.dirname, '..', 'serve.ts'), bench.env)
  return await served(bench, child.url, () => child.stop())
}

async function served({ ctx }: BenchContext, url: string, close: () => Promise<void>): Promise<Served> {
  const makeHeaders = async () => {
    const { key } = await createKey(ctx.db, { name: randomUUID(), scopes: ['admin'], source: null })
    return { Authorization: `Bearer ${key}` }
  }
  return { url, headers: await makeHeaders(), makeHeaders, close }
}

/** Asks and reads the answer to its end. @throws Error where it is refused */
export async function ask<T>(served: Served, path: string, body?: unknown): Promise<T> {
  const answer = await fetch(`${served.url}/api/v1${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { ...served.headers, ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await answer.text()
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${text.slice(0, 500)}`)
  return JSON.parse(text) as T
}
