import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { createApp } from '#api/app.ts'
import { createKey } from '#api/auth/key/api-key.ts'
import type { Context } from '#api/context.ts'
import { finishRequests, listen } from '#api/listen.ts'
import { type ChildServer, startChild } from '#scripts/bench/child-server.ts'
import type { BenchContext } from '#scripts/bench/with-bench-context.ts'

/** A service under measurement, and a key that lets one in. */
export type Served = {
  url: string
  key: string
  /** With the key. */
  headers: Record<string, string>
  /** Of somebody else. */
  makeHeaders(): Promise<Record<string, string>>
  close(): Promise<void>
}

/** Serves a context on a free port of this process, without jobs. */
export async function serve(ctx: Context): Promise<Served> {
  const { server, url } = await listen(createApp(ctx), { host: '127.0.0.1', port: 0 })
  return await letIn(ctx, url, () => finishRequests(server, 0, AbortSignal.abort()))
}

/**
 * Serves it as it is run: a process of its own, with all its jobs. The bench's context must be a command's.
 * @param env settings beside the bench's own
 * @param execArgv for Node, e.g. `--cpu-prof`
 */
export async function serveApart(
  bench: BenchContext,
  { env = {}, execArgv = [] }: { env?: Record<string, string>; execArgv?: readonly string[] } = {},
): Promise<Served & Pick<ChildServer, 'peak' | 'cpu' | 'pid'>> {
  const child = await startChild(join(import.meta.dirname, 'serve.ts'), { ...bench.env, ...env }, execArgv)
  return {
    ...(await letIn(bench.ctx, child.url, child.stop)),
    peak: child.peak,
    cpu: child.cpu,
    pid: child.pid,
  }
}

async function letIn({ db }: Context, url: string, close: () => Promise<void>): Promise<Served> {
  const makeKey = async () =>
    (await createKey(db, { name: randomUUID(), scopes: ['admin'], source: null, wallet: null, shows: null }))
      .key
  const headersOf = (key: string) => ({ Authorization: `Bearer ${key}` })
  const key = await makeKey()
  return { url, key, headers: headersOf(key), makeHeaders: async () => headersOf(await makeKey()), close }
}

/** Asks and reads the answer to its end. @throws Error where it is refused */
export async function askText(served: Served, path: string, body?: unknown): Promise<string> {
  const answer = await fetch(`${served.url}/api/v1${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { ...served.headers, ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await answer.text()
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${text.slice(0, 500)}`)
  return text
}

/** Asks for JSON. @throws Error where it is refused */
export async function ask<T>(served: Served, path: string, body?: unknown): Promise<T> {
  return JSON.parse(await askText(served, path, body)) as T
}
