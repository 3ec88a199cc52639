import { z } from 'zod'
import { bodySchemas, MESSAGE_LIMIT, type Standard } from '#api/metaboost/post/read-post.ts'
import { REFUSALS } from '#api/metaboost/refusal.ts'

const SLUG = { in: 'path', name: 'slug', required: true, schema: { type: 'string' } }

/** The addresses of a standard as an OpenAPI 3.1 document, for those who make apps. The studio's own API has another. */
export function standardDocument(standard: Standard, base: string): object {
  const isOfFeed = standard === 'mbrss-v1'
  const list = {
    get: {
      operationId: 'listMessages',
      summary: 'The messages that the show publishes, the latest first',
      parameters: [SLUG, page('page', 100_000), page('limit', 100)],
      responses: { 200: answer('A page of messages', MESSAGES), ...refused(404, 429) },
    },
  }
  const within = (name: string, summary: string) => ({
    get: {
      ...list.get,
      operationId: `listMessagesOf${name.charAt(0).toUpperCase()}${name.slice(1)}`,
      summary,
      parameters: [...list.get.parameters, { in: 'path', name, required: true, schema: { type: 'string' } }],
    },
  })
  return {
    openapi: '3.1.1',
    info: {
      title: `Boosts that apps post: ${standard}`,
      version: '1',
      description:
        'What an app posts is a claim: it is shown to the hosts of the show, and counts once a wallet of theirs has received it.',
    },
    servers: [{ url: `${base}/v1/standard/${standard}` }],
    paths: {
      '/boost/{slug}': { get: CAPABILITY, post: post(standard) },
      '/messages/public/{slug}': list,
      ...(isOfFeed
        ? {
            '/messages/public/{slug}/channel/{channel}': within(
              'channel',
              'The same, for the podcast guid of the show',
            ),
            '/messages/public/{slug}/item/{item}': within(
              'item',
              'Those of one item, by its guid in the feed',
            ),
          }
        : {}),
    },
    components: {
      securitySchemes: {
        AppAssertion: {
          type: 'apiKey',
          in: 'header',
          name: 'Authorization',
          description:
            'AppAssertion, a space, and a JWT (EdDSA, Ed25519) with iss, iat, exp (300 s later at most), jti, m, p and bh: method, path, and the lower-case hex SHA-256 of the body.',
        },
      },
    },
  }
}

const CAPABILITY = {
  operationId: 'readCapability',
  summary: 'What the address takes, and whether this sender and this app may post',
  parameters: [
    SLUG,
    { in: 'query', name: 'sender_guid', schema: { type: 'string', format: 'uuid' } },
    { in: 'query', name: 'app_id', schema: { type: 'string' } },
  ],
  responses: {
    200: answer('The address', {
      type: 'object',
      required: ['schema', 'message_char_limit', 'terms_of_service_url', 'schema_definition_url'],
      properties: {
        schema: { type: 'string' },
        message_char_limit: { type: 'integer', example: MESSAGE_LIMIT },
        terms_of_service_url: { type: 'string' },
        schema_definition_url: { type: 'string' },
        preferred_currency: { type: 'string' },
        public_messages_url: { type: 'string', description: 'Where the show publishes messages' },
        sender_blocked: { type: 'boolean' },
        sender_block_message: { type: 'string' },
        app_id_checked: { type: 'string' },
        app_allowed: { type: 'boolean' },
        app_block_reason: { type: 'string' },
        app_block_message: { type: 'string' },
      },
    }),
    ...refused(403, 404, 429),
  },
}

function post(standard: Standard): object {
  const schema = z.toJSONSchema(bodySchemas[standard], { target: 'draft-2020-12' })
  return {
    operationId: 'postBoost',
    summary: 'Says that a listener boosted, or streamed',
    description: 'Sent again within a minute, a boost is the same one and has the same message_guid.',
    parameters: [SLUG],
    security: [{ AppAssertion: [] }],
    requestBody: { required: true, content: { 'application/json': { schema } } },
    responses: {
      200: answer('A stream: it has no message', {
        type: 'object',
        properties: { action: { const: 'stream' }, message_sent: { const: false } },
      }),
      201: answer('A boost', {
        type: 'object',
        required: ['message_guid'],
        properties: { message_guid: { type: 'string', format: 'uuid' } },
      }),
      ...refused(400, 401, 403, 404, 408, 409, 413, 429, 503),
    },
  }
}

const text = { type: ['string', 'null'] }
const MESSAGES = {
  type: 'object',
  properties: {
    messages: {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          id: { type: 'string' },
          messageGuid: { type: 'string', description: 'As the app was given it that posted the boost' },
          currency: text,
          amount: { ...text, description: 'In amountUnit; null where the show publishes no amounts' },
          amountUnit: text,
          appName: text,
          senderName: text,
          body: text,
          createdAt: { type: 'string', format: 'date-time' },
          breadcrumbContext: { type: ['object', 'null'], description: 'The item that it is about' },
        },
      },
    },
    page: { type: 'integer' },
    limit: { type: 'integer' },
    total: { type: 'integer' },
    totalPages: { type: 'integer' },
  },
}

function page(name: string, maximum: number): object {
  return { in: 'query', name, schema: { type: 'integer', minimum: 1, maximum } }
}

function answer(description: string, schema: object): object {
  return { description, content: { 'application/json': { schema } } }
}

/** The answers to what is refused, with the codes that each may have. */
function refused(...statuses: number[]): Record<number, object> {
  return Object.fromEntries(
    statuses.map((status) => {
      const code = { enum: REFUSALS.filter((one) => one.status === status).map((one) => one.code) }
      const properties = { message: { type: 'string' }, errorCode: code, code }
      return [status, answer('It is refused', { type: 'object', properties })]
    }),
  )
}
