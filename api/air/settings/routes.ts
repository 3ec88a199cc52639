import { z } from 'zod'
import { readAirSettings } from '#api/air/settings/air-settings.ts'
import { patchSettings, settingsAsJson } from '#api/air/settings/patch-settings.ts'
import type { Context } from '#api/context.ts'
import { airSettingsAnswerSchema, airSettingsPatchSchema } from '#api/contract/air/settings.ts'
import { slugField } from '#api/contract/common.ts'
import { orNotFound } from '#api/http/or-not-found.ts'
import { defineRoute } from '#api/http/route.ts'
import { findShowBySlug } from '#api/show/find-show-by-slug.ts'

const paramsSchema = z.object({ slug: slugField })

export const airSettingsRoutes = [
  defineRoute({
    method: 'get',
    path: '/api/v1/shows/{slug}/air-settings',
    may: 'read',
    summary: "How a show's segments are ordered and noted",
    params: paramsSchema,
    answer: airSettingsAnswerSchema,
    handle: async ({ ctx, params }) =>
      settingsAsJson(await readAirSettings(ctx.db, await showIdOf(ctx, params.slug))),
  }),
  defineRoute({
    method: 'patch',
    path: '/api/v1/shows/{slug}/air-settings',
    may: 'edit',
    summary: 'Changes the running order, the list of words, the numbers and the templates of a show',
    params: paramsSchema,
    body: airSettingsPatchSchema,
    answer: airSettingsAnswerSchema,
    handle: async ({ ctx, params, body }) => {
      const showId = await showIdOf(ctx, params.slug)
      await patchSettings(ctx.db, showId, body)
      return settingsAsJson(await readAirSettings(ctx.db, showId))
    },
  }),
]

async function showIdOf(ctx: Context, slug: string): Promise<number> {
  return orNotFound(await findShowBySlug(ctx.db, slug), 'show with this slug').id
}
