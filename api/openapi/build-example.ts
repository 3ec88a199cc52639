import type { JsonSchema } from '#api/openapi/json-schema.ts'

/** What is null more often than not. */
const MOSTLY_NULL = new Set([
  'next_cursor',
  'needs_look',
  'difference',
  'link',
  'last_error',
  'running_since',
  'revoked_at',
  'used_at',
  'closed_at',
  'fiat',
  'price',
  'refund_of',
  'set_id',
  'note',
])

/** What fields of these names look like in examples. */
const BY_NAME: Record<string, unknown> = {
  title: 'LINUX Unplugged',
  name: 'my-node',
  prefix: 'rdo_aBcD',
  key: 'rdo_aBcDeFgHiJkLmNoPqRsTuVwXyZ0123456789-_aBcDe',
  slug: 'linux-unplugged',
  show: 'linux-unplugged',
  email: 'host@example.com',
  password: 'seven boats on a green lake',
  claimed_msat: 1_337_000,
  counted_msat: 1_337_000,
  received_msat: 1_323_630,
  amount_msat: 441_210,
  fee_msat: 0,
  app: 'Fountain',
  message: 'Thanks for the show',
  position_s: 574,
  source: 'my-node',
  wallet: 'my-node',
  month: '2026-11',
  tz: 'America/New_York',
  time_zone: 'America/New_York',
  currency: 'USD',
  from: '2026-11-01',
  to: '2026-11-30',
  payment_hash: '5f0e8c5b4f0b1c9f5d2ab0a9b7c0ce2b8b8ed7a7b21d5c7f3e6f1a4d9c2b7e10',
}
const BY_FORMAT: Record<string, unknown> = {
  uuid: '0192f0c1-7d4c-7d1e-8f8e-3b1f0a2c4d5e',
  'date-time': '2026-11-22T20:15:00Z',
  date: '2026-11-22',
  uri: 'https://example.com/feed.xml',
  email: 'host@example.com',
  ipv4: '203.0.113.7',
}

/**
 * A value that a schema describes, as an example: what the schema itself gives, else what its name or format suggests.
 * @param resolve what a reference stands for
 */
export function makeExample(
  schema: JsonSchema,
  resolve: (schema: JsonSchema) => JsonSchema,
  name: string | null = null,
  depth = 0,
): unknown {
  const inner = (part: JsonSchema, of: string | null = name) => makeExample(part, resolve, of, depth + 1)
  if (schema.$ref !== undefined) return depth > 40 ? {} : inner(resolve(schema))
  if (schema.examples?.length) return schema.examples[0]
  if (schema.const !== undefined) return schema.const
  if (schema.default !== undefined) return schema.default
  const isNullable = name !== null && MOSTLY_NULL.has(name) && mayBeNull(schema)
  if (isNullable) return null
  const variants = schema.anyOf ?? schema.oneOf
  if (variants) return inner(variants.find(({ type }) => type !== 'null') ?? {})
  if (schema.allOf) return Object.assign({}, ...schema.allOf.map((part) => inner(part)))
  const type = [schema.type].flat().find((each) => each !== 'null')
  if (type === 'object' || schema.properties) return exampleObject(schema, inner)
  if (type === 'array') return schema.items ? [inner(schema.items)] : []
  if (schema.enum) return schema.enum[0]
  if (name !== null && name in BY_NAME && isOfType(BY_NAME[name], type)) return BY_NAME[name]
  return exampleOf(type, schema, name)
}

function exampleObject(
  { properties = {}, additionalProperties, propertyNames }: JsonSchema,
  inner: (part: JsonSchema, name: string | null) => unknown,
): Record<string, unknown> {
  const known = Object.entries(properties).map(([name, part]) => [name, inner(part, name)])
  if (known.length > 0) return Object.fromEntries(known)
  const isOpen = typeof additionalProperties === 'object' && Object.keys(additionalProperties).length > 0
  if (!isOpen) return {}
  const key = propertyNames?.enum?.[0] ?? 'name'
  return { [String(key)]: inner(additionalProperties, null) }
}

function exampleOf(type: string | undefined, schema: JsonSchema, name: string | null): unknown {
  const { format = '', minimum, exclusiveMinimum, maximum, maxLength, pattern } = schema
  if (type === 'string' || type === undefined) {
    if (format in BY_FORMAT) return BY_FORMAT[format]
    if (pattern?.includes('{64}')) return BY_NAME.payment_hash
    if (pattern?.includes('[A-Z]{3}')) return 'USD'
    if (name?.endsWith('_at')) return BY_FORMAT['date-time']
    return (name?.replaceAll('_', ' ') ?? 'text').slice(0, maxLength)
  }
  if (type === 'boolean') return false
  if (type === 'null') return null
  const least = minimum ?? (exclusiveMinimum === undefined ? 1 : exclusiveMinimum + 0.33)
  return Math.min(Math.max(least, 1), maximum ?? least)
}

function mayBeNull({ type, anyOf = [] }: JsonSchema): boolean {
  return [type].flat().includes('null') || anyOf.some((part) => part.type === 'null')
}

function isOfType(value: unknown, type: string | undefined): boolean {
  if (type === 'integer' || type === 'number') return typeof value === 'number'
  return type === undefined || typeof value === type
}
