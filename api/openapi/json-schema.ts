/** JSON Schema (draft 2020-12), as far as our documents use it. */
export type JsonSchema = {
  $ref?: string
  type?: string | string[]
  format?: string
  description?: string
  enum?: unknown[]
  const?: unknown
  default?: unknown
  examples?: unknown[]
  properties?: Record<string, JsonSchema>
  required?: string[]
  additionalProperties?: boolean | JsonSchema
  propertyNames?: JsonSchema
  items?: JsonSchema
  prefixItems?: JsonSchema[]
  anyOf?: JsonSchema[]
  oneOf?: JsonSchema[]
  allOf?: JsonSchema[]
  minimum?: number
  maximum?: number
  exclusiveMinimum?: number
  exclusiveMaximum?: number
  minLength?: number
  maxLength?: number
  minItems?: number
  maxItems?: number
  pattern?: string
  /** What else is refused, in sentences; said in the description in the end. */
  'x-rules'?: string[]
}

const LISTS = ['anyOf', 'oneOf', 'allOf', 'prefixItems'] as const
const ONES = ['items', 'propertyNames', 'additionalProperties'] as const

/** Rebuilds a schema from its innermost parts outwards. @param name of the property that a part is, where it is one */
export function mapSchema(
  schema: JsonSchema,
  change: (part: JsonSchema, name: string | null) => JsonSchema,
  name: string | null = null,
): JsonSchema {
  const copy: JsonSchema = { ...schema }
  for (const key of LISTS) {
    const list = copy[key]
    if (list) copy[key] = list.map((part) => mapSchema(part, change))
  }
  for (const key of ONES) {
    const one = copy[key]
    if (typeof one === 'object') copy[key] = mapSchema(one, change)
  }
  if (copy.properties)
    copy.properties = Object.fromEntries(
      Object.entries(copy.properties).map(([property, part]) => [
        property,
        mapSchema(part, change, property),
      ]),
    )
  return change(copy, name)
}

/** Every reference in a schema, at any depth. */
export function refsOf(schema: JsonSchema): string[] {
  const refs: string[] = []
  mapSchema(schema, (part) => {
    if (part.$ref !== undefined) refs.push(part.$ref)
    return part
  })
  return refs
}
