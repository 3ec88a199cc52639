import fc from 'fast-check'
import type { JsonSchema } from '#api/openapi/json-schema.ts'

/** Things that are there, by the name of the field that names one: ids by their route, slugs, names. */
export type Known = (field: string) => readonly unknown[]

type Scope = { resolve: (schema: JsonSchema) => JsonSchema; known: Known }

const DEPTH = 6
const EARLY = new Date('2000-01-01T00:00:00Z')
const LATE = new Date('2030-01-01T00:00:00Z')
const instants = fc.date({ min: EARLY, max: LATE, noInvalidDate: true })

/** What leads nowhere but this machine, at a port where nobody listens. */
const NOWHERE = 'http://127.0.0.1:9/feed.xml'

const FORMATS: Record<string, fc.Arbitrary<unknown>> = {
  uuid: fc.uuid({ version: 7 }),
  'date-time': instants.map((at) => at.toISOString()),
  date: instants.map((at) => at.toISOString().slice(0, 10)),
  uri: fc.constant(NOWHERE),
  email: fc.nat(999).map((n) => `someone${n}@example.com`),
  ipv4: fc.ipV4(),
  ipv6: fc.ipV6(),
}

const ZONES = fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York')
/** What descriptions and rules say of a field, and no schema can. */
const AGREED: Record<string, fc.Arbitrary<unknown>> = {
  tz: ZONES,
  time_zone: ZONES,
  currency: fc.constantFrom('USD', 'EUR', 'JPY'),
  from: fc.constantFrom('2026-01-01', '2026-05-01'),
  to: fc.constantFrom('2026-05-31', '2026-12-31'),
}

/**
 * Values that a schema allows, as clients may send them: now and then what is there (else little would be found), now and then the
 * ends of what is allowed.
 * @param field whose schema it is
 */
export function arbitraryOf(schema: JsonSchema, scope: Scope, field = '', depth = 0): fc.Arbitrary<unknown> {
  const agreed = AGREED[field]
  if (agreed) return agreed
  const pattern = new RegExp(schema.pattern ?? '')
  const { minLength = 0, maxLength = Infinity } = schema
  const fits = (text: string) => pattern.test(text) && text.length >= minLength && text.length <= maxLength
  const known = scope.known(field).filter((value) => fits(String(value)))
  const made = makeArbitrary(schema, scope, field, depth)
  const isText = [schema, ...(schema.anyOf ?? [])].some((part) => scope.resolve(part).type === 'string')
  if (known.length === 0 || !isText || schema.enum) return made
  return fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...known) }, { weight: 1, arbitrary: made })
}

function makeArbitrary(
  schema: JsonSchema,
  scope: Scope,
  field: string,
  depth: number,
): fc.Arbitrary<unknown> {
  const inner = (part: JsonSchema, name = field) => arbitraryOf(part, scope, name, depth + 1)
  const { $ref, ...beside } = schema
  if ($ref !== undefined)
    return depth > DEPTH * 4 ? fc.constant(null) : inner({ ...scope.resolve(schema), ...beside })
  if (schema.const !== undefined) return fc.constant(schema.const)
  if (schema.enum) return fc.constantFrom(...schema.enum)
  const choices = schema.anyOf ?? schema.oneOf
  if (choices) return fc.oneof(...choices.map((choice) => inner(choice)))
  if (schema.allOf) return fc.tuple(...schema.allOf.map((part) => inner(part))).map(merge)
  const types = Array.isArray(schema.type) ? schema.type : schema.type === undefined ? [] : [schema.type]
  if (types.length === 0) return fc.jsonValue({ maxDepth: 2 })
  return fc.oneof(...types.map((type) => ofType(type, schema, inner, depth)))
}

function ofType(
  type: string,
  schema: JsonSchema,
  inner: (part: JsonSchema, name?: string) => fc.Arbitrary<unknown>,
  depth: number,
): fc.Arbitrary<unknown> {
  if (type === 'null') return fc.constant(null)
  if (type === 'boolean') return fc.boolean()
  if (type === 'integer') return integers(schema)
  if (type === 'number') return fc.oneof(integers(schema), numbers(schema))
  if (type === 'string') return texts(schema)
  if (type === 'array') return arrays(schema, inner, depth)
  return objects(schema, inner, depth)
}

function integers({
  minimum,
  maximum,
  exclusiveMinimum,
  exclusiveMaximum,
}: JsonSchema): fc.Arbitrary<number> {
  const min = minimum ?? (exclusiveMinimum === undefined ? Number.MIN_SAFE_INTEGER : exclusiveMinimum + 1)
  const max = maximum ?? (exclusiveMaximum === undefined ? Number.MAX_SAFE_INTEGER : exclusiveMaximum - 1)
  const ends = [min, max, 0, 1, 2 ** 31, -(2 ** 31) - 1].filter((end) => end >= min && end <= max)
  return fc.oneof(
    fc.constantFrom(...ends),
    fc.integer({
      min: Math.ceil(Math.max(min, -1000)),
      max: Math.floor(Math.min(max, Math.max(min, 0) + 100_000)),
    }),
  )
}

function numbers({ minimum = -1e15, maximum = 1e15 }: JsonSchema): fc.Arbitrary<number> {
  return fc.double({ min: minimum, max: maximum, noNaN: true })
}

function texts({ format, pattern, minLength = 0, maxLength = 200 }: JsonSchema): fc.Arbitrary<unknown> {
  const fits = (text: unknown) =>
    typeof text === 'string' && text.length >= minLength && text.length <= maxLength
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern)).filter(fits)
  const byFormat = format === undefined ? undefined : FORMATS[format]
  if (byFormat) return byFormat
  // Text with something in it: most fields are trimmed, and empty then.
  const plain = fc
    .string({
      minLength: Math.max(minLength, 1),
      maxLength: Math.min(maxLength, Math.max(minLength, 40)),
      unit: 'grapheme',
    })
    .map((text) => (text.trim().length < minLength ? 'a'.repeat(minLength) : text))
    .filter(fits)
  const longest = fc.constant('x'.repeat(Math.min(maxLength, 5000)))
  return fc.oneof({ weight: 5, arbitrary: plain }, { weight: 1, arbitrary: longest })
}

function arrays(
  { items = {}, prefixItems, minItems = 0, maxItems = 5 }: JsonSchema,
  inner: (part: JsonSchema) => fc.Arbitrary<unknown>,
  depth: number,
): fc.Arbitrary<unknown> {
  if (prefixItems) return fc.tuple(...prefixItems.map((part) => inner(part)))
  const most = depth > DEPTH ? minItems : Math.min(maxItems, minItems + 3)
  return fc.array(inner(items), { minLength: minItems, maxLength: most })
}

function objects(
  { properties = {}, required = [], additionalProperties, propertyNames }: JsonSchema,
  inner: (part: JsonSchema, name?: string) => fc.Arbitrary<unknown>,
  depth: number,
): fc.Arbitrary<unknown> {
  const names = Object.entries(properties).filter(([name]) => depth <= DEPTH || required.includes(name))
  const record = fc.record(Object.fromEntries(names.map(([name, part]) => [name, inner(part, name)])), {
    requiredKeys: required,
  })
  if (names.length > 0 || typeof additionalProperties !== 'object') return record
  const keys = propertyNames?.enum
    ? fc.constantFrom(...propertyNames.enum.map(String))
    : fc.string({ minLength: 1, maxLength: 20 })
  return fc.dictionary(keys, inner(additionalProperties), { maxKeys: 3 })
}

function merge(parts: readonly unknown[]): unknown {
  return Object.assign({}, ...parts)
}

const WRONG: readonly unknown[] = [
  null,
  '',
  'a\0b',
  'half a pair \ud800',
  '\u202e\u200b',
  'x'.repeat(20_000),
  -1,
  0,
  0.5,
  2 ** 31,
  2 ** 53,
  1e300,
  '0',
  '9'.repeat(30),
  'not~an~id',
  true,
  [],
  {},
  [[[]]],
  { __proto__: null, toString: 1 },
  '+275760-09-13T00:00:00Z',
  '0000-00-00',
]

/** A value with one thing in it that nobody should send: another type, a number beyond all, text that is none, a field too many. */
export function spoilt(valid: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc.tuple(valid, fc.nat(1000), fc.constantFrom(...WRONG)).map(([value, where, wrong]) => {
    const copy = structuredClone({ value })
    const places = placesIn(copy)
    places[where % places.length]?.(wrong)
    return copy.value
  })
}

/** How to put something else in each place of a value, and into each object of it. */
function placesIn(value: unknown): ((wrong: unknown) => void)[] {
  if (typeof value !== 'object' || value === null) return []
  const own = Object.keys(value).map((name) => (wrong: unknown) => void Reflect.set(value, name, wrong))
  const added =
    Array.isArray(value) || 'value' in value
      ? []
      : [(wrong: unknown) => void Reflect.set(value, 'unheard_of', wrong)]
  return [...own, ...added, ...Object.values(value).flatMap(placesIn)]
}
