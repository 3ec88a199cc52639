import { Validator } from '@seriousme/openapi-schema-validator'
import { beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { defineRoute } from '#api/http/route.ts'
import { buildDocument, type Document } from '#api/openapi/build-document.ts'
import { renderDocs } from '#api/openapi/page/render-docs.ts'
import { routes } from '#api/routes.ts'

let document: Document
beforeAll(async () => {
  document = await buildDocument(routes)
})

const table = routes.map((route) => ({ route, name: `${route.method.toUpperCase()} ${route.path}` }))
const operationOf = ({ path, method }: (typeof routes)[number]) => document.paths[path]?.[method]

/** Every `$ref` in any part of the document. */
function refsIn(part: unknown): string[] {
  return [...JSON.stringify(part).matchAll(/"\$ref":"([^"]+)"/g)].map(([, ref]) => ref ?? '')
}

describe('the document', () => {
  it('has the form of OpenAPI 3.1, by the schema of those who made that', async () => {
    const { valid, errors } = await new Validator().validate(structuredClone(document))
    expect({ valid, errors }).toEqual({ valid: true, errors: undefined })
  })

  it('says in a line what each operation does', () => {
    for (const route of routes) {
      const { summary = '', operationId = '' } = operationOf(route) ?? {}
      expect(summary.length, operationId).toBeGreaterThan(5)
      expect(summary.length, operationId).toBeLessThanOrEqual(120)
      expect(operationId).toMatch(/^[a-z][A-Za-z0-9]+$/)
    }
  })

  it('refers only to what it holds, and holds no schema that nothing refers to', () => {
    const { schemas, responses } = document.components
    const held = [
      ...Object.keys(schemas).map((name) => `#/components/schemas/${name}`),
      ...Object.keys(responses).map((name) => `#/components/responses/${name}`),
    ]
    const used = new Set(refsIn(document))
    expect([...used].filter((ref) => !held.includes(ref))).toEqual([])
    expect(held.filter((ref) => ref.includes('schemas') && !used.has(ref))).toEqual([])
  })

  it('calls schemas as the contract does, in whichever folder of it', () => {
    expect(Object.keys(document.components.schemas)).toEqual(
      expect.arrayContaining(['Boost', 'Payment', 'Segment', 'SegmentBoost', 'Statement']),
    )
  })

  it('names each operation once, and every tag that is used', () => {
    const operations = table.map(({ route }) => operationOf(route))
    const ids = operations.map((each) => each?.operationId)
    expect(new Set(ids).size).toBe(routes.length)
    const tags = document.tags.map(({ name }) => name)
    expect(operations.flatMap((each) => each?.tags ?? []).filter((tag) => !tags.includes(tag))).toEqual([])
  })

  it('says a named schema in two shapes where it is sent in another than it is answered in', async () => {
    const { keySchema } = await import('#api/contract/auth.ts')
    const body = z.object({ kept: keySchema, many: z.int().default(3) })
    const route = defineRoute({
      method: 'post',
      path: '/api/v1/keys/copy',
      may: 'admin',
      proof: false,
      summary: 'Copies a key',
      body,
      answer: keySchema,
      handle: async ({ body: { kept } }) => kept,
    })
    const { components, paths } = await buildDocument([route])
    expect(Object.keys(components.schemas)).toEqual(expect.arrayContaining(['Key', 'Problem']))
    const sent = paths['/api/v1/keys/copy']?.post?.requestBody?.content['application/json']?.schema
    expect(sent?.required).toEqual(['kept'])
  })
})

describe('every route', () => {
  it.each(table)('$name is there, with who may use it', ({ route }) => {
    const found = operationOf(route)
    expect(found).toBeDefined()
    expect(found?.security.length === 0).toBe(route.may === 'public')
    const says401 = route.may !== 'public' || /\/auth\/(sign-in|sign-in\/factor|passkey)$/.test(route.path)
    expect('401' in (found?.responses ?? {})).toBe(says401)
  })

  it.each([
    ['/api/v1/boosts', 'get', ['400', '401', '403', '404', '410', '503']],
    ['/api/v1/invites/check', 'post', ['400', '404', '408', '410', '413', '415', '422', '429', '503']],
    ['/api/v1/keys', 'post', ['400', '401', '403', '408', '409', '413', '415', '422', '503']],
    ['/api/v1/exports/payments.csv', 'get', ['400', '401', '403', '404', '503']],
  ])('says what may go wrong: %s', (path, method, statuses) => {
    const { responses = {} } = document.paths[path]?.[method] ?? {}
    expect(Object.keys(responses).filter((status) => status >= '400')).toEqual(statuses)
  })

  it.each(table)('$name says exactly the parameters of its path', ({ route }) => {
    const inPath = operationOf(route)?.parameters.filter((parameter) => parameter.in === 'path')
    const names = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
    expect(inPath?.map(({ name }) => name)).toEqual(names)
    expect(inPath?.every(({ required }) => required)).toBe(true)
  })

  it('that takes or answers JSON has an example, as a rule, and each is one that it takes or answers', () => {
    const parts = table.flatMap(({ route, name }) => {
      const { requestBody, responses = {} } = operationOf(route) ?? {}
      const answer = Object.entries(responses).find(([status]) => status.startsWith('2'))?.[1].content
      return [
        {
          name,
          schema: route.body ?? route.describes?.body,
          part: Object.values(requestBody?.content ?? {})[0],
        },
        { name, schema: route.answer ?? route.describes?.answer, part: Object.values(answer ?? {})[0] },
      ].filter(({ schema }) => schema)
    })
    const given = parts.filter(({ part }) => part?.example !== undefined)
    expect(given.length).toBeGreaterThan(parts.length * 0.9)
    for (const { name, schema, part } of given)
      expect({ name, issues: schema?.safeParse(part?.example).error?.issues }).toEqual({
        name,
        issues: undefined,
      })
  })
})

describe('the page', () => {
  it('shows every route and schema, at an address of its own, and leads nowhere else', () => {
    const page = renderDocs(document)
    const ids = new Set([...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id))
    for (const { route } of table) expect(ids).toContain(operationOf(route)?.operationId)
    for (const name of Object.keys(document.components.schemas)) expect(ids).toContain(`schema-${name}`)
    const links = [...page.matchAll(/(?:href|src)="([^"]+)"/g)].map(([, link]) => link ?? '')
    const dead = links.filter((link) => link.startsWith('#') && !ids.has(link.slice(1)))
    expect(dead).toEqual([])
    expect(links.filter((link) => !/^(#|\/(?!\/))/.test(link))).toEqual([])
  })

  it('holds no script or style of its own, and says markup as text', async () => {
    const route = defineRoute({
      method: 'get',
      path: '/api/v1/jobs',
      may: 'admin',
      summary: 'Says <script>alert(1)</script> & "more"',
      query: z.object({ q: z.string().meta({ description: '<img src=x onerror=alert(1)>' }) }),
      handle: async () => {},
    })
    for (const page of [renderDocs(document), renderDocs(await buildDocument([route]))]) {
      expect(page).not.toMatch(/<script(?! src="\/theme\.js"><\/script>)/)
      expect(page).not.toMatch(/<img|<style|\sstyle=|\son\w+="/)
    }
    expect(renderDocs(await buildDocument([route]))).toContain('&lt;script&gt;alert(1)&lt;/script&gt; &amp; ')
  })
})
