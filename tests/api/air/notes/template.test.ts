import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DEFAULT_TEMPLATES } from '#api/air/notes/default-templates.ts'
import { ESCAPES } from '#api/air/notes/template/escape.ts'
import { parseTemplate } from '#api/air/notes/template/parse-template.ts'
import { renderTemplate, type Values } from '#api/air/notes/template/render-template.ts'

function render(source: string, values: Values, format: 'md' | 'html' | 'txt' = 'txt'): string {
  const parsed = parseTemplate(source)
  if ('error' in parsed) throw new Error(parsed.error)
  return renderTemplate(parsed.template, values, ESCAPES[format])
}

describe('a template', () => {
  it('is filled with values, lists, and what is there or not', () => {
    const source = `{{#groups}}
- {{name}} of {{show}}{{#note}} ({{note}}){{/note}}
{{/groups}}
{{^groups}}
Nobody
{{/groups}}
`
    const groups = [{ name: 'winebear', note: 'hi' }, { name: 'kestrel' }]
    expect(render(source, { show: 'LUP', groups })).toBe('- winebear of LUP (hi)\n- kestrel of LUP\n')
    expect(render(source, { show: 'LUP', groups: [] })).toBe('Nobody\n')
  })

  it.each([
    ['a value that comes to nothing', '{{message}}'.repeat(300), { message: 'x'.repeat(100_000) }],
    [
      'parts that say nothing',
      `{{#list}}${'{{#a}}{{/a}}'.repeat(1_000)}{{/list}}`,
      { list: Array.from({ length: 3_000 }, () => ({ a: null })) },
    ],
    [
      'lists of which nothing is said',
      '{{#list}}{{/list}}'.repeat(1_000),
      { list: Array.from({ length: 3_000 }, () => ({})) },
    ],
  ])('counts %s, since it takes time', (_, source, values) => {
    const parsed = parseTemplate(source)
    if ('error' in parsed) throw new Error(parsed.error)
    expect(() => renderTemplate(parsed.template, values, () => '')).toThrow('too long')
  })

  it('makes a value safe once, however often it stands there', () => {
    const parsed = parseTemplate('{{a}}{{b}}{{a}}{{b}}{{a}}')
    if ('error' in parsed) throw new Error(parsed.error)
    const made: string[] = []
    const asSafe = (text: string) => {
      made.push(text)
      return `<${text}>`
    }
    expect(renderTemplate(parsed.template, { a: 'one', b: '' }, asSafe)).toBe('<one><><one><><one>')
    expect(made).toEqual(['one', ''])
  })

  it('looks values up outwards, and lists only where they are', () => {
    const values = { names: [{ name: 'a' }, { name: 'b' }] }
    expect(render('{{#names}}{{#names}}{{name}}{{/names}}{{/names}}', values)).toBe('')
    expect(render('{{#names}}{{constructor}}{{to_string}}{{name}}{{/names}}', values)).toBe('ab')
    expect(render('{{#there}}{{#names}}{{name}}{{/names}}{{/there}}', { ...values, there: true })).toBe('ab')
  })

  it.each([
    ['{{#a}}', 1, /has no/],
    ['one\n{{/a}}', 2, /not open/],
    ['one\ntwo {{#a}}{{/b}}', 2, /not open/],
    ['{{{raw}}}', 1, /double braces/],
    ['{{ a.b }}', 1, /double braces/],
    ['{{#a}}'.repeat(9), 1, /deep/],
  ])('%j is refused, with its line', (source, line, error) => {
    expect(parseTemplate(source)).toEqual({ line, error: expect.stringMatching(error) })
  })

  it('that comes with Readout can be read', () => {
    for (const template of Object.values(DEFAULT_TEMPLATES))
      expect(parseTemplate(template)).not.toHaveProperty('error')
  })
})

describe('text of listeners', () => {
  it('never makes a tag in HTML, a new line anywhere, or turns text around', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const html = ESCAPES.html(text)
        expect(html).not.toMatch(/[<>"']/)
        expect(html.replace(/&(amp|lt|gt|quot|#39|#91|#123);/g, '')).not.toMatch(/[&{[]/)
        for (const format of ['md', 'html', 'txt'] as const)
          expect(ESCAPES[format](text)).not.toMatch(/[\n\r\u2028\u2029\u202e]/)
      }),
    )
  })
})
