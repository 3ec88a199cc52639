import { readAirSettings } from '#api/air/settings/air-settings.ts'
import { patchSettings, settingsAsJson } from '#api/air/settings/patch-settings.ts'
import { airSettingsAnswerSchema, airSettingsPatchSchema } from '#api/contract/air/settings.ts'
import { slugParamsSchema } from '#api/contract/show.ts'
import { defineRoute } from '#api/http/route.ts'
import { findShow } from '#api/show/find-show.ts'

export const airSettingsRoutes = [
  defineRoute({
    method: 'get',
    path: '/api/v1/shows/{slug}/air-settings',
    may: 'read',
    summary: "How a show's segments are ordered and noted",
    params: slugParamsSchema,
    answer: airSettingsAnswerSchema,
    handle: async ({ ctx, params }) => {
      const show = await findShow(ctx.db, params.slug)
      return settingsAsJson(await readAirSettings(ctx.db, show.id))
    },
  }),
  defineRoute({
    method: 'patch',
    path: '/api/v1/shows/{slug}/air-settings',
    may: 'edit',
    proof: false,
    within: { slug: 'show' },
    summary: 'Changes the running order, the list of words, the numbers and the templates of a show',
    params: slugParamsSchema,
    body: airSettingsPatchSchema,
    answer: airSettingsAnswerSchema,
    handle: async ({ ctx, params, body }) => {
      const show = await findShow(ctx.db, params.slug)
      await patchSettings(ctx.db, show.id, body)
      return settingsAsJson(await readAirSettings(ctx.db, show.id))
    },
  }),
]
