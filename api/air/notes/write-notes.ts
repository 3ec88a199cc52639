import type { Kysely } from 'kysely'
import { DEFAULT_TEMPLATES } from '#api/air/notes/default-templates.ts'
import { fillNotes } from '#api/air/notes/fill-notes.ts'
import { ESCAPES } from '#api/air/notes/template/escape.ts'
import { parseTemplate } from '#api/air/notes/template/parse-template.ts'
import { renderTemplate } from '#api/air/notes/template/render-template.ts'
import { segmentAsJson } from '#api/air/read/segment-as-json.ts'
import { findSegment, showOf } from '#api/air/segment/find-segment.ts'
import { readAirSettings } from '#api/air/settings/air-settings.ts'
import type { NoteFormat } from '#api/contract/air/settings.ts'
import { AppError } from '#api/errors.ts'
import { slugOf } from '#api/show/slug.ts'
import type { DB } from '#db/schema/index.ts'

export const NOTE_TYPES: Record<NoteFormat, string> = {
  md: 'text/markdown',
  html: 'text/html',
  txt: 'text/plain',
}

/**
 * The show notes of a segment, open or closed, by the show's template.
 * @returns the text, and a name for the file
 */
export async function writeNotes(
  db: Kysely<DB>,
  segmentId: string,
  format: NoteFormat,
  now: Date,
): Promise<{ text: string; name: string }> {
  const segment = await findSegment(db, segmentId)
  const show = await showOf(db, segment)
  const { templates } = await readAirSettings(db, show.id)
  const parsed = parseTemplate(templates[format] ?? DEFAULT_TEMPLATES[format])
  if ('error' in parsed)
    throw new AppError('unprocessable', `The template, line ${parsed.line}: ${parsed.error}`)
  const json = await segmentAsJson(db, segment, { now })
  const text = renderTemplate(parsed.template, fillNotes(json, show.time_zone), ESCAPES[format])
  return { text, name: nameFile(show.slug, json.title, 'notes', format) }
}

/** A file name that says what is in it: `linux-unplugged-458-notes.md`. */
export function nameFile(show: string, title: string, what: string, extension: string): string {
  return `${[show, slugOf(title).slice(0, 60), what].filter(Boolean).join('-')}.${extension}`
}
