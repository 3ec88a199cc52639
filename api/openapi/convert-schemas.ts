import { z } from 'zod'
import { FIELDS } from '#api/openapi/descriptions.ts'
import { type JsonSchema, mapSchema, refsOf } from '#api/openapi/json-schema.ts'
import { rulesOf } from '#api/openapi/rules-of.ts'

const DEFS = '#/$defs/'
const COMPONENTS = '#/components/schemas/'
/** Their patterns say at length what the format says in a word. */
const FORMATS = new Set(['uuid', 'date-time', 'date', 'email', 'uri', 'ipv4', 'ipv6'])

type Direction = 'input' | 'output'
type Defs = Record<string, JsonSchema>

export type Converter = {
  /** A schema as JSON Schema; one that the contract names is a reference to its component. */
  convert(schema: z.ZodType, direction: Direction): JsonSchema
  /** What has been referred to. */
  components: Defs
  /** What a reference to a component stands for; anything else stands for itself. */
  resolve(schema: JsonSchema): JsonSchema
}

/**
 * Turns zod schemas into JSON Schema. A component that is sent in another shape than it is answered in (defaults may be left
 * out) is there a second time, as `…Input`.
 * @param answers all schemas of answers, which have the plain names
 */
export function createConverter(
  names: ReadonlyMap<z.core.$ZodType, string>,
  answers: readonly z.ZodType[],
): Converter {
  const metadata = new NamedSchemas(names)
  const answered: Defs = {}
  const components: Defs = {}

  const read = (schema: z.ZodType, io: Direction): { root: JsonSchema; defs: Defs } => {
    const json = z.toJSONSchema(schema, { io, metadata, unrepresentable: 'any', override: sayRules })
    const { $defs = {}, $schema: _, ...root } = json as JsonSchema & { $defs?: Defs; $schema?: string }
    const tidied = Object.entries($defs).map(([name, def]) => [name, tidy(def, io)])
    return { root: tidy(root, io), defs: Object.fromEntries(tidied) }
  }
  const convert = (schema: z.ZodType, io: Direction): JsonSchema => {
    const { root, defs } = read(schema, io)
    const point = (part: JsonSchema): JsonSchema => {
      const name = part.$ref?.startsWith(DEFS) ? part.$ref.slice(DEFS.length) : null
      return name === null ? part : { ...part, $ref: COMPONENTS + nameIn(name, defs, answered) }
    }
    for (const [name, def] of Object.entries(defs))
      components[nameIn(name, defs, answered)] = mapSchema(def, point)
    return mapSchema(root, point)
  }

  for (const schema of answers) Object.assign(answered, read(schema, 'output').defs)
  const resolve = (schema: JsonSchema) => components[schema.$ref?.slice(COMPONENTS.length) ?? ''] ?? schema
  return { convert, components, resolve }
}

/** A component's name among all: another than its plain one where answers know it in another shape. */
function nameIn(name: string, defs: Defs, answered: Defs, seen: readonly string[] = []): string {
  const differs = (each: string, path: readonly string[]): boolean => {
    if (path.includes(each) || !(each in answered)) return false
    if (JSON.stringify(defs[each]) !== JSON.stringify(answered[each])) return true
    return refsOf(defs[each] ?? {}).some((ref) => differs(ref.slice(DEFS.length), [...path, each]))
  }
  return differs(name, seen) ? `${name}Input` : name
}

const sayRules: NonNullable<z.core.ToJSONSchemaParams['override']> = ({ zodSchema, jsonSchema }) => {
  const rules = rulesOf(zodSchema)
  if (rules.length > 0) jsonSchema['x-rules'] = rules
}

/** Leaves out what only zod needs to say, and says what a field means where its schema does not. */
function tidy(schema: JsonSchema, io: Direction): JsonSchema {
  return mapSchema(schema, (part, name) => {
    const { pattern, minimum, maximum, additionalProperties, 'x-rules': rules = [], ...rest } = part
    const tidied: JsonSchema = { ...rest }
    if (pattern !== undefined && !FORMATS.has(part.format ?? '')) tidied.pattern = pattern
    if (minimum !== undefined && minimum !== Number.MIN_SAFE_INTEGER) tidied.minimum = minimum
    if (maximum !== undefined && maximum !== Number.MAX_SAFE_INTEGER) tidied.maximum = maximum
    // An answer may say more in a later version.
    if (additionalProperties !== undefined && !(io === 'output' && additionalProperties === false))
      tidied.additionalProperties = additionalProperties
    const words = name === null ? undefined : FIELDS[name]
    const description = [part.description ?? words ?? [], rules].flat().join('. ')
    return description === '' ? tidied : { ...tidied, description }
  })
}

/** Adds the contract's names to what zod knows of schemas. */
class NamedSchemas extends z.core.$ZodRegistry<Record<string, unknown>> {
  readonly #names: ReadonlyMap<z.core.$ZodType, string>
  constructor(names: ReadonlyMap<z.core.$ZodType, string>) {
    super()
    this.#names = names
  }

  override get(schema: z.core.$ZodType) {
    const known: Record<string, unknown> | undefined = z.globalRegistry.get(schema)
    const id = this.#names.get(schema)
    return id === undefined ? known : { ...known, id }
  }

  override has(schema: z.core.$ZodType): boolean {
    return this.#names.has(schema) || z.globalRegistry.has(schema)
  }
}
