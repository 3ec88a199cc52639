import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { Route } from '#api/http/route.ts'
import { createConverter } from '#api/openapi/convert-schemas.ts'
import { describeRoute, errorResponses, type Operation, type Response } from '#api/openapi/describe-route.ts'
import { TAGS } from '#api/openapi/descriptions.ts'
import type { JsonSchema } from '#api/openapi/json-schema.ts'
import { loadSchemaNames } from '#api/openapi/schema-names.ts'

const PACKAGE = join(import.meta.dirname, '../../package.json')

export type Document = {
  openapi: '3.1.1'
  info: { title: string; version: string; summary: string; description: string; license: object }
  servers: { url: string; description: string }[]
  tags: { name: string; description?: string }[]
  paths: Record<string, Record<string, Operation>>
  components: {
    schemas: Record<string, JsonSchema>
    responses: Record<string, Response>
    securitySchemes: Record<string, object>
  }
}

const DESCRIPTION =
  `Amounts are JSON integers: msat in fields named \`*_msat\`, a currency's minor unit in fields named \`*_minor\`.
Instants are RFC 3339 in UTC. Lists come in pages: \`{ "items": [...], "next_cursor": "…" }\`, where \`next_cursor\` is given back as \`cursor\`,
and is null on the last page. Errors are problem details (RFC 9457), whose \`detail\` is a sentence for people and whose \`type\` is a word for
programs. What no schema can say is refused in words too: text with NUL or half characters, fields and parameters that are not
described (400), methods that an address does not have (405, with \`Allow\`). Ids never die: after a merge, a former id leads to
what it became.`.replaceAll('\n', ' ')

/** Describes routes as an OpenAPI 3.1 document, from the same schemas that read their requests. */
export async function buildDocument(routes: readonly Route[]): Promise<Document> {
  const answers = routes.flatMap(({ answer, describes }) => answer ?? describes?.answer ?? [])
  const converter = createConverter(await loadSchemaNames(), answers)
  const paths: Document['paths'] = {}
  const sorted = [...routes].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0))
  for (const route of sorted) {
    const operation = describeRoute(route, converter)
    paths[route.path] = { ...paths[route.path], [route.method]: operation }
  }
  const responses = errorResponses(converter)
  return {
    openapi: '3.1.1',
    info: {
      title: 'Readout',
      version: await readVersion(),
      summary: 'The API of a self-hosted boost tracker for value-for-value podcasts',
      description: DESCRIPTION,
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/', description: 'This Readout' }],
    tags: tagsOf(paths),
    paths,
    components: {
      schemas: usedSchemas([paths, responses], converter.components),
      responses,
      securitySchemes: {
        key: { type: 'http', scheme: 'bearer', description: 'An API key, made under Keys by an owner.' },
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: 'readout_session',
          description:
            'The session of a person who signed in; behind https the cookie is __Host-readout_session.',
        },
      },
    },
  }
}

/** The components that are referred to, directly or by others, by name. */
function usedSchemas(roots: unknown, all: Record<string, JsonSchema>): Record<string, JsonSchema> {
  const used = new Set<string>()
  const follow = (part: unknown) => {
    for (const [, name = ''] of JSON.stringify(part).matchAll(/"#\/components\/schemas\/([^"]+)"/g)) {
      if (used.has(name)) continue
      used.add(name)
      follow(all[name])
    }
  }
  follow(roots)
  return Object.fromEntries([...used].sort().map((name) => [name, all[name] ?? {}]))
}

/** The tags that are used, in the order of the reference. */
function tagsOf(paths: Document['paths']): Document['tags'] {
  const used = new Set(
    Object.values(paths).flatMap((path) => Object.values(path).flatMap(({ tags }) => tags)),
  )
  const known = TAGS.filter(({ name }) => used.has(name)).map(({ name, description }) => ({
    name,
    description,
  }))
  const others = [...used].filter((name) => !known.some((tag) => tag.name === name))
  return [...known, ...others.map((name) => ({ name }))]
}

async function readVersion(): Promise<string> {
  const { version } = z.object({ version: z.string() }).parse(JSON.parse(await readFile(PACKAGE, 'utf8')))
  return version
}
