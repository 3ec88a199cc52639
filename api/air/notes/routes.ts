import { NOTE_TYPES, nameFile, writeNotes } from '#api/air/notes/write-notes.ts'
import { segmentAsJson } from '#api/air/read/segment-as-json.ts'
import { CHAPTER_TYPES, writeChapters } from '#api/air/recording/chapter-files.ts'
import { listChapters, putChapters } from '#api/air/recording/chapters.ts'
import { findSegment } from '#api/air/segment/find-segment.ts'
import type { Context } from '#api/context.ts'
import {
  type ChapterList,
  chapterFormatSchema,
  chapterListSchema,
  putChaptersSchema,
} from '#api/contract/air/recording.ts'
import type { SegmentJson } from '#api/contract/air/segment.ts'
import { type NoteFormat, noteFormatSchema } from '#api/contract/air/settings.ts'
import { idParamsSchema } from '#api/contract/common.ts'
import { defineRoute } from '#api/http/route.ts'

const SPOKEN: Record<NoteFormat, string> = { md: 'in Markdown', html: 'in HTML', txt: 'as plain text' }

export const noteRoutes = [
  ...noteFormatSchema.options.map((format) =>
    defineRoute({
      method: 'get',
      path: `/api/v1/segments/{id}/notes.${format}`,
      may: 'read',
      summary: `The show notes of a segment ${SPOKEN[format]}, by the show's template`,
      params: idParamsSchema,
      produces: [NOTE_TYPES[format]],
      handle: async ({ ctx, params, res }) => {
        const { text, name } = await writeNotes(ctx.db, params.id, format, ctx.now())
        res.set('Content-Type', `${NOTE_TYPES[format]}; charset=utf-8`)
        res.set('Content-Disposition', `attachment; filename="${name}"`)
        res.send(text)
      },
    }),
  ),
  ...chapterFormatSchema.options.map((format) => {
    const { type, extension, summary } = CHAPTER_TYPES[format]
    return defineRoute({
      method: 'get',
      path: `/api/v1/segments/{id}/chapters.${format}`,
      may: 'read',
      summary: `Chapters of the published file, ${summary}`,
      description:
        'A chapter is what was read, and starts when that was last shown before it was read; edits and offset are in it.',
      params: idParamsSchema,
      produces: [type],
      handle: async ({ ctx, params, res }) => {
        const { chapters, json } = await readChapters(ctx, params.id)
        res.set('Content-Type', `${type}; charset=utf-8`)
        const name = nameFile(json.show.slug, json.title, 'chapters', extension)
        res.set('Content-Disposition', `attachment; filename="${name}"`)
        res.send(writeChapters(format, chapters, json))
      },
    })
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/segments/{id}/chapters',
    may: 'read',
    summary: 'Chapters with what they would be unedited, to edit them',
    params: idParamsSchema,
    answer: chapterListSchema,
    handle: async ({ ctx, params }) => (await readChapters(ctx, params.id)).chapters,
  }),
  defineRoute({
    method: 'put',
    path: '/api/v1/segments/{id}/chapters',
    may: 'edit',
    proof: false,
    within: { id: 'segment' },
    summary: 'Keeps the edits of chapters, all of them, and the offset of the published file',
    params: idParamsSchema,
    body: putChaptersSchema,
    answer: chapterListSchema,
    handle: async ({ ctx, params, body }) => {
      await putChapters(ctx.db, params.id, body)
      return (await readChapters(ctx, params.id)).chapters
    },
  }),
]

async function readChapters(ctx: Context, id: string): Promise<{ chapters: ChapterList; json: SegmentJson }> {
  const segment = await findSegment(ctx.view, id)
  const json = await segmentAsJson(ctx.view, segment, { now: ctx.now() })
  return { chapters: await listChapters(ctx.view, segment, json), json }
}
