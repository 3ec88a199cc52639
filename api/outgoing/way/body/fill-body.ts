import { sayAmount, sayPosition } from '#api/air/notes/format.ts'
import { parseTemplate } from '#api/air/notes/template/parse-template.ts'
import { renderTemplate, type Values } from '#api/air/notes/template/render-template.ts'
import type { OutgoingBody, WebhookBody } from '#api/contract/outgoing.ts'
import { PlainError } from '#api/lib/errors.ts'
import { oneLine } from '#api/lib/one-line.ts'
import { escapeMarkdown } from '#api/page/markdown.ts'

type TemplateBody = Extract<WebhookBody, { kind: 'template' }>

/** In letters: what all services that Readout has a body for take. */
const MESSAGE = 1_500
const EXCERPT = 280

/**
 * Fills a body's template. What listeners wrote is text and nothing else: no field of JSON, no formatting, no mention.
 * @throws PlainError where the template cannot be read, or what comes out is to be JSON and is none
 */
export function fillBody({ template, format, marks }: TemplateBody, told: OutgoingBody): string {
  const parsed = parseTemplate(template)
  if ('error' in parsed) throw new PlainError(`${parsed.error} (line ${parsed.line})`)
  const asText = marks === 'markdown' ? escapeMarkdown : withoutMentions
  const asSafe = format === 'json' ? (text: string) => JSON.stringify(asText(text)).slice(1, -1) : asText
  const text = renderTemplate(parsed.template, valuesOf(told), asSafe)
  if (format === 'json' && !isJson(text))
    throw new PlainError('With a boost filled in, the template is no JSON. Look at its quotes and commas.')
  return text
}

/** What a template can say. */
function valuesOf({ id, event, boost }: OutgoingBody): Values {
  const { supporter, message, show, episode, app, position_s } = boost
  return {
    id,
    event,
    reported: boost.claim === 'unproven',
    amount: sayAmount(boost),
    sats: Math.trunc((boost.claim === 'unproven' ? (boost.claimed_msat ?? 0) : boost.counted_msat) / 1000),
    name: supporter.name,
    message: cut(message ?? '', MESSAGE),
    excerpt: cut(oneLine(message ?? ''), EXCERPT),
    show: show.title,
    episode: episode?.title ?? '',
    app: app ?? '',
    position: position_s === null ? '' : sayPosition(position_s),
    sent_at: boost.sent_at,
  }
}

/** Whole letters, as people see them. */
function cut(text: string, most: number): string {
  if (text.length <= most) return text
  const letters = [...new Intl.Segmenter().segment(text.slice(0, most))].map(({ segment }) => segment)
  return `${letters.slice(0, -1).join('')}…`
}

/** Nobody is called by what a listener wrote: a joiner that is not seen stands after each @. */
function withoutMentions(text: string): string {
  return text.replaceAll('@', '@\u2060')
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
