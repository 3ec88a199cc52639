import { parseTemplate, type Template } from '#api/air/notes/template/parse-template.ts'
import { renderTemplate } from '#api/air/notes/template/render-template.ts'
import type { OutgoingBody } from '#api/contract/outgoing/told.ts'
import type { WebhookBody } from '#api/contract/outgoing/way.ts'
import { PlainError } from '#api/lib/errors.ts'
import { valuesOf } from '#api/outgoing/way/body/values.ts'
import { escapeMarkdown } from '#api/page/markdown.ts'

type TemplateBody = Extract<WebhookBody, { kind: 'template' }>

/**
 * Fills a body's template. What listeners wrote is text and nothing else: no field of JSON, no formatting, no mention.
 * @throws PlainError where the template cannot be read, or what comes out is to be JSON and is none
 */
export function fillBody({ template, format, marks }: TemplateBody, told: OutgoingBody): string {
  const asText = marks === 'markdown' ? escapeMarkdown : withoutMarkup
  const asSafe = format === 'json' ? (text: string) => JSON.stringify(asText(text)).slice(1, -1) : asText
  const text = fillTemplate(template, told, asSafe)
  if (format === 'json' && !isJson(text))
    throw new PlainError('With a boost filled in, the template is no JSON. Look at its quotes and commas.')
  return text
}

/**
 * Fills a template with what is told.
 * @param asSafe makes what listeners wrote safe where it goes
 * @throws PlainError where the template cannot be read, or has no place for what is told
 */
export function fillTemplate(
  template: string,
  told: OutgoingBody,
  asSafe: (text: string) => string = withoutMarkup,
): string {
  const parsed = parseTemplate(template)
  if ('error' in parsed) throw new PlainError(`${parsed.error} (line ${parsed.line})`)
  if (told.fact && !says(parsed.template, 'fact'))
    throw new PlainError('It is told of no boost: put {{fact}} where the sentence is to stand.')
  return renderTemplate(parsed.template, valuesOf(told), asSafe)
}

/**
 * What a listener wrote calls nobody and hides no address behind other words, whatever markup the service reads: a joiner that is not seen
 * stands after each @, after what begins a tag of HTML or one of Slack's (`<!channel>`, `<https://…|words>`), and within a link of Markdown.
 */
export function withoutMarkup(text: string): string {
  return text.replace(/@|<(?=\S|$)|\](?=[([:])/g, '$&\u2060')
}

function says(template: Template, name: string): boolean {
  return template.some((part) =>
    part.kind === 'text' ? false : part.name === name || ('parts' in part && says(part.parts, name)),
  )
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
