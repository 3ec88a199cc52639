import { z } from 'zod'
import { whoMay } from '#api/auth/capability.ts'
import { isWhole } from '#api/auth/reach.ts'
import { problemSchema } from '#api/contract/common.ts'
import type { Route } from '#api/http/route.ts'
import { makeExample } from '#api/openapi/build-example.ts'
import type { Converter } from '#api/openapi/convert-schemas.ts'
import { ERRORS, TAGS } from '#api/openapi/descriptions.ts'
import type { JsonSchema } from '#api/openapi/json-schema.ts'
import { rulesOf } from '#api/openapi/rules-of.ts'

export type Parameter = {
  name: string
  in: 'path' | 'query'
  required: boolean
  description?: string
  schema: JsonSchema
}
export type Content = Record<string, { schema: JsonSchema; example?: unknown }>
export type Response = { $ref?: string; description?: string; content?: Content }
export type Operation = {
  operationId: string
  tags: string[]
  summary: string
  description?: string
  parameters: Parameter[]
  requestBody?: { required: boolean; content: Content }
  responses: Record<string, Response>
  security: Record<string, string[]>[]
  'x-roles': readonly string[]
  'x-scopes': readonly string[]
}

/** One route as an operation of OpenAPI 3.1. */
export function describeRoute(route: Route, converter: Converter): Operation {
  const { method, path, may, summary, description } = route
  const isPublic = may === 'public'
  const { roles, scopes } = whoMay(may)
  const body = route.body ?? route.describes?.body ?? null
  // Of a query as a whole: it has no schema of its own here.
  const ofAll = isWhole(route) && !['public', 'admin', 'intake'].includes(may)
  const said = [
    description ?? [],
    route.query ? rulesOf(route.query) : [],
    ofAll ? 'Whose role or key is for some shows only may not.' : [],
  ]
    .flat()
    .join(' ')
  return {
    operationId: operationId(method, path),
    tags: [tagOf(path)],
    summary,
    ...(said === '' ? {} : { description: said }),
    parameters: [...pathParameters(route, converter), ...parametersOf(route.query, converter)],
    ...(body || route.consumes
      ? { requestBody: { required: true, content: contentOf(route.consumes, body, 'input', converter) } }
      : {}),
    responses: responsesOf(route, converter),
    security: isPublic ? [] : scopes.length > 0 ? [{ key: [] }, { session: [] }] : [{ session: [] }],
    'x-roles': isPublic ? [] : roles,
    'x-scopes': isPublic ? [] : scopes,
  }
}

/** `get /api/v1/shows/{slug}/episodes` is `getShowsSlugEpisodes`. */
function operationId(method: string, path: string): string {
  const words = path.replace('/api/v1', '').split(/[^a-zA-Z0-9]+/)
  return method + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('')
}

function tagOf(path: string): string {
  const [segment = ''] = path.replace('/api/v1/', '').split(/[/{]/)
  const tag = TAGS.find(({ segments }) => segments.includes(segment))
  return tag?.name ?? segment.charAt(0).toUpperCase() + segment.slice(1)
}

function pathParameters({ path, params }: Route, converter: Converter): Parameter[] {
  const described = parametersOf(params, converter)
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => {
    const found = described.find((parameter) => parameter.name === name)
    return { ...(found ?? { name, schema: { type: 'string' } }), in: 'path', required: true }
  })
}

/** The properties of an object's schema, one parameter each. */
function parametersOf(schema: z.ZodType | null, { convert, resolve }: Converter): Parameter[] {
  if (!schema) return []
  const { properties = {}, required = [] } = resolve(convert(schema, 'input'))
  return Object.entries(properties).map(([name, { description, ...property }]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    ...(description ? { description } : {}),
    schema: property,
  }))
}

function responsesOf(route: Route, converter: Converter): Record<string, Response> {
  const { produces, describes } = route
  const answer = route.answer ?? describes?.answer ?? null
  const status = route.status ?? (answer || produces ? 200 : 204)
  const content = answer || produces ? { content: contentOf(produces, answer, 'output', converter) } : {}
  const errors = errorsOf(route).map((code) => [code, { $ref: `#/components/responses/${code}` }])
  return {
    [status]: { description: status === 204 ? 'It is done.' : 'The answer.', ...content },
    ...Object.fromEntries(errors),
  }
}

/** Every answer of an error, by status. */
export function errorResponses({ convert }: Converter): Record<string, Response> {
  const content = { 'application/problem+json': { schema: convert(problemSchema, 'output') } }
  return Object.fromEntries(
    Object.entries(ERRORS).map(([status, description]) => [status, { description, content }]),
  )
}

/** What can go wrong with a route, as its form tells and as it says itself. */
function errorsOf({ may, method, params, query, body, consumes, status, errors = [] }: Route): number[] {
  const takesBody = body !== null || consumes !== undefined
  return [
    ...(params || query || takesBody ? [400] : []),
    ...(may === 'public' ? [] : [401, 403]),
    ...(params || namesSomething(query, [...NAMES, 'wallet']) || namesSomething(body, NAMES) ? [404] : []),
    ...(method !== 'get' && (params || status === 201) ? [409] : []),
    ...(takesBody ? [408, 413, 415] : []),
    ...(takesBody || (params && method !== 'get') ? [422] : []),
    ...(may === 'public' && takesBody ? [429] : []),
    ...errors,
    503,
  ]
}

/** Parameters and fields that name what may not be there. */
const NAMES = ['show', 'episode', 'supporter']

function namesSomething(schema: z.ZodType | null, names: readonly string[]): boolean {
  return schema instanceof z.ZodObject && names.some((name) => Object.hasOwn(schema.shape, name))
}

function contentOf(
  types: readonly string[] | undefined,
  schema: z.ZodType | null,
  io: 'input' | 'output',
  { convert, resolve }: Converter,
): Content {
  const json = schema ? convert(schema, io) : null
  const example = json && makeExample(json, resolve)
  // Rules between fields are not in a schema: an example that breaks one would mislead.
  const isGood = schema?.safeParse(example).success ?? false
  const described = json ? { schema: json, ...(isGood ? { example } : {}) } : { schema: {} }
  const all = types ?? ['application/json']
  return Object.fromEntries(
    all.map((type) => [type, /json/.test(type) ? described : { schema: { type: 'string' } }]),
  )
}
