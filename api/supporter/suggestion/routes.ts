import { suggestionDismissSchema, suggestionListSchema } from '#api/contract/supporter.ts'
import { defineRoute } from '#api/http/route.ts'
import { dismissSuggestion } from '#api/supporter/suggestion/dismiss-suggestion.ts'
import { listSuggestions } from '#api/supporter/suggestion/list-suggestions.ts'

export const suggestionRoutes = [
  defineRoute({
    method: 'get',
    path: '/api/v1/supporters/suggestions',
    may: 'read',
    summary: 'Supporters that may be one person; merging them accepts it',
    answer: suggestionListSchema,
    handle: async ({ ctx }) => ({ items: await listSuggestions(ctx.db), next_cursor: null }),
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/supporters/suggestions/dismiss',
    may: 'edit',
    proof: false,
    within: { supporter: 'own supporter', other: 'own supporter' },
    summary: 'Says that two supporters are two',
    body: suggestionDismissSchema,
    errors: [404],
    handle: ({ ctx, body }) => dismissSuggestion(ctx.db, body.supporter, body.other),
  }),
]
