import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Route } from '#api/http/route.ts'
import { buildDocument, type Document } from '#api/openapi/build-document.ts'
import type { Operation } from '#api/openapi/describe-route.ts'
import type { JsonSchema } from '#api/openapi/json-schema.ts'
import { routes } from '#api/routes.ts'
import { personCredential, sessionCredential } from '#tests/helper/credential.ts'
import { makeReport, recordPayments } from '#tests/helper/record-payments.ts'
import { runsOf } from '#tests/helper/runs.ts'
import { arbitraryOf, type Known, spoilt } from '#tests/helper/schema-arbitrary.ts'
import { startTestService, type TestService } from '#tests/helper/test-service.ts'

/** So many requests to each operation, half of them spoilt; `OPERATIONS=300` looks longer. */
const MANY = Number(process.env.OPERATIONS ?? runsOf(24))

let service: TestService
let document: Document
let owner: string
let ids: Record<string, unknown[]>

beforeAll(async () => {
  // After all instants that are asked with: what lies ahead of the clock is to be sent again later.
  service = await startTestService({ now: () => new Date('2030-01-02T00:00:00Z') })
  document = await buildDocument(routes)
  const { ctx } = service
  owner = (await personCredential(ctx, 'owner')).userId
  for (const role of ['owner', 'host', 'bookkeeper'] as const) await personCredential(ctx, role)
  const senders = ['winebear', 'Gene', 'Wes', 'Chris', 'Brent', 'Alex']
  await recordPayments(
    ctx.db,
    ...senders.flatMap((sender_name, n) => [
      makeReport({ boostagram: { sender_name, podcast: n % 2 ? 'LINUX Unplugged' : 'Coder Radio' } }),
      makeReport({ boostagram: { sender_name, action: 'stream' }, amount_msat: 10_000 }),
    ]),
  )
  await ctx.db.updateTable('shows').set({ status: 'kept' }).execute()
  for (const show of ['linux-unplugged', 'coder-radio'])
    await send({ method: 'get', path: `/api/v1/segments/current?show=${show}` })
})
afterAll(() => service.close())
beforeEach(async () => {
  ids = await loadIds()
})

/** What is there at the moment, by the part of the API and by the field that names it. */
async function loadIds(): Promise<Record<string, unknown[]>> {
  const list = async (path: string, field = 'id') => {
    const answer = await send({ method: 'get', path: `/api/v1${path}` })
    const { items = [] }: { items?: Record<string, unknown>[] } = await answer.json()
    return items.slice(0, 20).map((item) => item[field])
  }
  const slugs = await list('/shows', 'slug')
  const [boosts, payments, keys, users, sources, wallets, rules, supporters, episodes, segments] =
    await Promise.all([
      list('/boosts'),
      list('/payments'),
      list('/keys'),
      list('/users'),
      list('/sources', 'name'),
      list('/wallets', 'name'),
      list('/rules'),
      Promise.all(slugs.map((slug) => list(`/shows/${slug}/supporters`))),
      Promise.all(slugs.map((slug) => list(`/shows/${slug}/episodes`))),
      Promise.all(
        slugs.map(async (slug) =>
          (await send({ method: 'get', path: `/api/v1/segments/current?show=${slug}` })).json(),
        ),
      ),
    ])
  const people = supporters.flat()
  const parts = episodes.flat()
  return {
    show: slugs,
    shows: slugs,
    slug: slugs,
    into: [...slugs, ...people, ...parts],
    boosts,
    boost_id: boosts,
    payments,
    payment_id: payments,
    keys,
    users: users.filter((id) => id !== owner),
    sources,
    source: sources,
    wallet: wallets,
    wallets,
    rules,
    supporter: people,
    supporters: people,
    episode: parts,
    episodes: parts,
    segments: segments.flatMap(({ id }) => id ?? []),
  }
}

type Asked = { method: string; path: string; type?: string; body?: unknown }

/** A request with a fresh session, since some end the one that they are made with. */
async function send({ method, path, type, body }: Asked): Promise<Response> {
  const credential = await sessionCredential(service.ctx, owner)
  const sent =
    type === undefined || body === undefined
      ? null
      : type.includes('json')
        ? asJson(type, body)
        : typeof body === 'string'
          ? body
          : JSON.stringify(body)
  return fetch(service.url + path, {
    method: method.toUpperCase(),
    headers: { ...credential, ...(type ? { 'Content-Type': type } : {}) },
    body: sent,
  })
}

function asJson(type: string, body: unknown): string {
  return type.includes('ndjson') ? `${JSON.stringify(body)}\n` : JSON.stringify(body)
}

const resolve = (schema: JsonSchema) =>
  document.components.schemas[schema.$ref?.replace('#/components/schemas/', '') ?? ''] ?? schema

/** Requests to an operation, made from what the document says of it. */
function requestsTo({ method, path }: Route, operation: Operation, damage: boolean): fc.Arbitrary<Asked> {
  const known: Known = (field) => ids[field] ?? []
  const scope = { resolve, known }
  const harm = damage ? spoilt : (valid: fc.Arbitrary<unknown>) => valid
  const inPath = operation.parameters.filter((parameter) => parameter.in === 'path')
  // A place in a list is nothing that one makes up.
  const made = (name: string) => damage || !['cursor', 'changed_since'].includes(name)
  const inQuery = operation.parameters.filter(({ in: place, name }) => place === 'query' && made(name))
  const part = (name: string) => {
    const before = path.split(`/{${name}}`)[0]?.split('/').at(-1) ?? ''
    return name === 'id' || name === 'name' ? before : name
  }
  const record = (parameters: typeof inPath, required: boolean, fieldOf: (name: string) => string) =>
    fc.record(
      Object.fromEntries(
        parameters.map(({ name, schema }) => [name, arbitraryOf(schema, scope, fieldOf(name))]),
      ),
      required ? {} : { requiredKeys: parameters.filter((each) => each.required).map(({ name }) => name) },
    )
  const contents = Object.entries(operation.requestBody?.content ?? {})
  const bodies = contents.map(([type, { schema }]) =>
    harm(arbitraryOf(schema, scope)).map((body) => ({ type, body })),
  )
  return fc
    .tuple(
      damage && bodies.length === 0 ? harm(record(inPath, true, part)) : record(inPath, true, part),
      damage && inQuery.length > 0
        ? harm(record(inQuery, false, (name) => name))
        : record(inQuery, false, (name) => name),
      bodies.length > 0 ? fc.oneof(...bodies) : fc.constant({}),
    )
    .map(([params, query, body]) => ({ method, path: addressOf(path, params, query), ...body }))
}

function addressOf(path: string, params: unknown, query: unknown): string {
  const given = new Map(partsOf(params))
  const whole = path.replace(/\{(\w+)\}/g, (_, name: string) => asSegment(textOf(given.get(name))))
  const search = new URLSearchParams()
  for (const [name, value] of partsOf(query)) search.append(name, textOf(value))
  return search.size > 0 ? `${whole}?${search}` : whole
}

/** An address has no empty part, and none of dots: these are taken out of it before it is asked. */
function asSegment(text: string): string {
  return /^\.{0,2}$/.test(text) ? '-' : encodeURIComponent(text)
}

/** What is spoilt as a whole is no parameter at all. */
function partsOf(parameters: unknown): [name: string, value: unknown][] {
  return typeof parameters === 'object' && parameters !== null ? Object.entries(parameters) : []
}

/** No longer than an address may be. */
function textOf(value: unknown): string {
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value)
  return text.toWellFormed().slice(0, 2000)
}

/** What every answer must be: documented, of its schema, and never our fault. */
async function expectDocumented(
  route: Route,
  operation: Operation,
  asked: Asked,
): Promise<{ status: number; text: string }> {
  const answer = await send(asked)
  const isStream = answer.headers.get('content-type')?.startsWith('text/event-stream') ?? false
  const text = isStream ? '' : await answer.text()
  if (isStream) await answer.body?.cancel()
  const { status } = answer
  const said = { asked, status, text: text.slice(0, 300) }
  expect(Object.keys(operation.responses), JSON.stringify(said)).toContain(String(status))
  expect(status, JSON.stringify(said)).toBeLessThan(500)
  expect(text, JSON.stringify(asked)).not.toContain('beyond what can be kept')
  if (status < 300 && route.answer) {
    const { error } = route.answer.safeParse(JSON.parse(text))
    expect(error?.issues, JSON.stringify(said)).toBeUndefined()
  }
  return { status, text }
}

/** What is refused by what each kind of source takes, or since a sample is none: said in the description. */
const OF_KINDS = [
  { refusal: /^(The|There is no) settings? /, said: /settings/ },
  { refusal: /^The sample /, said: /sample/ },
  { refusal: /reports on no wallet/, said: /reports on no wallet/ },
]

/** What a schema lets through and is refused all the same, the document says in the same words. */
function expectSaid(operation: Operation, text: string): void {
  const { detail }: { detail: string } = JSON.parse(text)
  if (OF_KINDS.some(({ refusal, said }) => refusal.test(detail) && said.test(operation.description ?? '')))
    return
  const rule = detail.replace(/ \([^()]*\)\.$/, '')
  expect(everythingOf(operation), detail).toContain(rule)
}

/** The operation, and every schema and answer that it refers to, as text. */
function everythingOf(operation: Operation): string {
  const { schemas, responses } = document.components
  const found = new Map<string, unknown>()
  const follow = (part: unknown) => {
    for (const [reference, kind, name = ''] of JSON.stringify(part).matchAll(
      /"#\/components\/(schemas|responses)\/([^"]+)"/g,
    )) {
      if (found.has(reference)) continue
      const component = kind === 'schemas' ? schemas[name] : responses[name]
      found.set(reference, component)
      follow(component)
    }
  }
  follow(operation)
  return JSON.stringify([operation, ...found.values()]).replaceAll('\\"', '"')
}

const table = routes.map((route) => ({ route, name: `${route.method.toUpperCase()} ${route.path}` }))

describe('every operation, asked as its own schema allows and with something spoilt, answers as it is documented', () => {
  it.each(table)('$name', async ({ route }) => {
    const operation = document.paths[route.path]?.[route.method]
    if (!operation) throw new Error('It is in no document')
    for (const damage of [false, true])
      await fc.assert(
        fc.asyncProperty(requestsTo(route, operation, damage), async (asked) => {
          const { status, text } = await expectDocumented(route, operation, asked)
          if (!damage && status === 400) expectSaid(operation, text)
        }),
        { numRuns: Math.ceil(MANY / 2) },
      )
  })
})
