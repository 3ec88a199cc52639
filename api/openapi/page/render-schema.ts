import type { JsonSchema } from '#api/openapi/json-schema.ts'
import { type Html, html, type Piece } from '#api/page/html.ts'

/** Text in which `words` between backticks are code. */
export function prose(text: string): Piece {
  return text.split('`').map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : part))
}

/** What a value is, in a few words, with links to what has a name. */
export function sayType(schema: JsonSchema): Piece {
  if (schema.$ref !== undefined) {
    const name = schema.$ref.split('/').at(-1) ?? ''
    return html`<a href="#schema-${name}">${name}</a>`
  }
  if (schema.const !== undefined) return html`<code>${JSON.stringify(schema.const)}</code>`
  if (schema.enum)
    return join(
      schema.enum.map(
        (value) => html`<code>${typeof value === 'string' ? value : JSON.stringify(value)}</code>`,
      ),
      ' or ',
    )
  const variants = schema.anyOf ?? schema.oneOf
  if (variants) return join(variants.map(sayType), ' or ')
  if (schema.allOf) return join(schema.allOf.map(sayType), ' and ')
  const types = [schema.type].flat().map((type) => sayPlain(type, schema))
  return [join(types, ' or '), sayLimits(schema)]
}

function sayPlain(type: string | undefined, { items, format, additionalProperties }: JsonSchema): Piece {
  if (type === 'array') return ['list of ', items ? sayType(items) : 'anything']
  if (type === 'object' && typeof additionalProperties === 'object')
    return ['by name: ', sayType(additionalProperties)]
  if (type === 'string') return FORMATS[format ?? ''] ?? 'text'
  return TYPES[type ?? ''] ?? 'anything'
}

const TYPES: Record<string, string> = {
  integer: 'whole number',
  number: 'number',
  boolean: 'true or false',
  object: 'object',
  null: 'null',
}
const FORMATS: Record<string, string> = {
  uuid: 'id (UUID)',
  'date-time': 'instant',
  date: 'day',
  email: 'email address',
  uri: 'address (URL)',
}

function sayLimits(schema: JsonSchema): Piece {
  const { minimum, maximum, minLength, maxLength, minItems, maxItems, pattern } = schema
  const words = [
    minimum !== undefined && maximum !== undefined
      ? `${minimum} to ${maximum}`
      : minimum !== undefined
        ? `at least ${minimum}`
        : maximum !== undefined && `at most ${maximum}`,
    minLength !== undefined && minLength > 1 && `at least ${minLength} characters`,
    maxLength !== undefined && `at most ${maxLength} characters`,
    minItems !== undefined && minItems > 0 && `at least ${minItems}`,
    maxItems !== undefined && `at most ${maxItems}`,
    schema.default !== undefined && `default ${JSON.stringify(schema.default)}`,
  ].filter((part) => part !== false)
  return [words.map((part) => `, ${part}`), pattern !== undefined && html`, like <code>${pattern}</code>`]
}

/** The properties of an object, those of objects in it below them. */
export function renderProperties(schema: JsonSchema, path = ''): Html | null {
  const { properties = {}, required = [] } = schema
  const rows = rowsOf(properties, required, path)
  if (rows.length === 0) return null
  return html`<table class="fields">
    <thead><tr><th scope="col">Field</th><th scope="col">Holds</th></tr></thead>
    <tbody>${rows}</tbody>
  </table>`
}

function rowsOf(properties: Record<string, JsonSchema>, required: readonly string[], path: string): Html[] {
  return Object.entries(properties).flatMap(([name, part]) => {
    const own = html`<tr>
      <th scope="row"><code>${path}${name}</code>${!required.includes(name) && html` <small>optional</small>`}</th>
      <td>${sayType(part)}${part.description && html`<p>${prose(part.description)}</p>`}</td>
    </tr>`
    const inner = innerObject(part)
    return inner
      ? [
          own,
          ...rowsOf(
            inner.schema.properties ?? {},
            inner.schema.required ?? [],
            `${path}${name}${inner.suffix}`,
          ),
        ]
      : [own]
  })
}

/** A nameless object within a property: itself, beside null, or as a list's item. */
function innerObject(schema: JsonSchema): { schema: JsonSchema; suffix: string } | null {
  if (schema.properties) return { schema, suffix: '.' }
  if (schema.items?.properties) return { schema: schema.items, suffix: '[].' }
  const variant = schema.anyOf?.find(({ properties }) => properties)
  return variant ? { schema: variant, suffix: '.' } : null
}

/** Pieces of HTML with some text between each two. */
export function join(pieces: readonly Piece[], between: string): Piece {
  return pieces.map((piece, index) => (index === 0 ? piece : [between, piece]))
}
