import {
  newSourceSchema,
  sourceListSchema,
  sourceParamsSchema,
  sourcePatchSchema,
  sourceSchema,
  sourceTestSchema,
  testSourceSchema,
  unreadListSchema,
  unreadParamsSchema,
  unreadRetrySchema,
} from '#api/contract/source.ts'
import { defineRoute } from '#api/http/route.ts'
import { addSource } from '#api/source/connection/add-source.ts'
import { changeSource, removeSource } from '#api/source/connection/change-source.ts'
import { kindNamed } from '#api/source/connection/kind-named.ts'
import { getSource, listSources } from '#api/source/connection/list-sources.ts'
import { readSettings } from '#api/source/connection/read-settings.ts'
import { testSettings, testSource } from '#api/source/connection/test-source.ts'
import { listUnread } from '#api/source/unread/list-unread.ts'
import { dismissUnread, retryUnread } from '#api/source/unread/settle-unread.ts'

const SETTINGS =
  'Which settings there are depends on the kind; what is missing or is not as the kind takes it is refused by its name.'

export const sourceRoutes = [
  defineRoute({
    method: 'get',
    path: '/api/v1/sources',
    may: 'admin',
    summary: 'What reports payments, each with its health; those that are followed first',
    answer: sourceListSchema,
    handle: async ({ ctx }) => ({ items: await listSources(ctx.db), next_cursor: null }),
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/sources',
    may: 'admin',
    proof: false,
    summary: 'Follows a wallet from now on, its history first',
    description: SETTINGS,
    body: newSourceSchema,
    answer: sourceSchema,
    status: 201,
    handle: async ({ ctx, body }) => {
      const kind = kindNamed(body.kind)
      await addSource(ctx, { ...body, kind, settings: readSettings(kind, body.settings) })
      return getSource(ctx.db, body.name)
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/sources/test',
    may: 'admin',
    proof: false,
    summary: 'Tries the settings of a source without keeping them',
    description: SETTINGS,
    body: testSourceSchema,
    answer: sourceTestSchema,
    audit: 'none',
    handle: async ({ ctx, body }) => {
      const kind = kindNamed(body.kind)
      return testSettings(kind, readSettings(kind, body.settings), ctx.stopping, ctx.db)
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/sources/{name}',
    may: 'admin',
    summary: 'A source with its health',
    params: sourceParamsSchema,
    answer: sourceSchema,
    handle: ({ ctx, params }) => getSource(ctx.db, params.name),
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/sources/{name}/test',
    may: 'admin',
    proof: false,
    summary: 'Tries a source as it is set',
    params: sourceParamsSchema,
    answer: sourceTestSchema,
    audit: 'none',
    handle: ({ ctx, params }) => testSource(ctx, params.name),
  }),
  defineRoute({
    method: 'patch',
    path: '/api/v1/sources/{name}',
    may: 'admin',
    proof: false,
    summary:
      'Pauses a source, goes on with it, gives it other settings, has test money count, or says whose its wallet is',
    description: `${SETTINGS} Whose its wallet is cannot be said of a source that reports on no wallet.`,
    params: sourceParamsSchema,
    body: sourcePatchSchema,
    answer: sourceSchema,
    handle: async ({ ctx, params, body, note }) => {
      const { state, whose, show } = await getSource(ctx.db, params.name)
      note({ before: { paused: state === 'paused', whose, show } })
      await changeSource(ctx, params.name, body)
      return getSource(ctx.db, params.name)
    },
  }),
  defineRoute({
    method: 'delete',
    path: '/api/v1/sources/{name}',
    may: 'admin',
    proof: true,
    summary: 'Removes the connection; what it reported stays',
    params: sourceParamsSchema,
    handle: ({ ctx, params }) => removeSource(ctx, params.name),
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/sources/{name}/unread',
    may: 'admin',
    summary: 'What a source reported and could not be recorded, each thing once, with what it said and why',
    params: sourceParamsSchema,
    answer: unreadListSchema,
    handle: async ({ ctx, params }) => {
      await getSource(ctx.db, params.name)
      return { items: await listUnread(ctx.db, params.name), next_cursor: null }
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/sources/{name}/unread/{id}/retry',
    may: 'admin',
    proof: false,
    summary: 'Reads once more what could not be recorded, by what this version knows',
    params: unreadParamsSchema,
    answer: unreadRetrySchema,
    handle: ({ ctx, params }) => retryUnread(ctx, params.name, Number(params.id)),
  }),
  defineRoute({
    method: 'delete',
    path: '/api/v1/sources/{name}/unread/{id}',
    may: 'admin',
    proof: false,
    summary: 'Dismisses what could not be recorded: it is shown no more, also where it is reported again',
    params: unreadParamsSchema,
    handle: ({ ctx, params }) => dismissUnread(ctx, params.name, Number(params.id)),
  }),
]
