import { execFileSync } from 'node:child_process'
import { HtmlRenderer, Parser } from 'commonmark'
import fc from 'fast-check'
import { Liquid } from 'liquidjs'
import MarkdownIt from 'markdown-it'
import { marked } from 'marked'
import { describe, expect, it } from 'vitest'
import { oneLine } from '#api/lib/one-line.ts'
import { escapeMarkdown } from '#api/page/markdown.ts'
import { findTool } from '#tests/helper/find-tool.ts'

const KRAMDOWN = findTool('kramdown', 'the package kramdown')
const linkifying = new MarkdownIt({ linkify: true, html: true })

/** What notes are pasted into. */
const READERS: Record<string, (markdown: string) => string> = {
  'markdown-it, which makes links of bare addresses': (markdown) => linkifying.render(markdown),
  CommonMark: (markdown) => new HtmlRenderer().render(new Parser().parse(markdown)),
  'marked, in the way of GitHub': (markdown) => marked.parse(markdown, { async: false }),
}

const MARKUP = [
  ...[
    'http',
    'https',
    ':',
    '//',
    'www.',
    'example',
    'evil',
    '.',
    'com',
    '@',
    'mailto:',
    'tel:',
    '1.2.3.4',
    'localhost',
    '/path',
    '?a=b',
  ],
  ...[
    '&',
    '&amp;',
    '&#60;',
    '&copy;',
    '<b>',
    '<!--',
    '-->',
    '<https://a.b>',
    '[x]',
    '(y)',
    '![',
    '[^1]',
    '[[',
    ']]',
    '{:.a}',
  ],
  ...[
    '{%',
    '%}',
    '{{',
    '}}',
    '%',
    'liquid',
    '*',
    '_',
    '__',
    '~~',
    '==',
    '`',
    '#',
    '|',
    '^',
    '$',
    '$$',
    '\\',
    '\\.',
    '!',
  ],
  ...[
    '---',
    '===',
    '1.',
    '1)',
    '+',
    '-',
    '> ',
    ': ',
    ' ',
    '  ',
    '\t',
    '\n',
    '"',
    "'",
    'a',
    'b',
    'xn--a',
    'é',
    'пример.рф',
    ':smile:',
  ],
]
const message = fc
  .array(fc.oneof(fc.constantFrom(...MARKUP), fc.string({ unit: 'grapheme', maxLength: 3 })), {
    maxLength: 12,
  })
  .map((parts) => parts.join(''))

/** Where a message stands in notes: what is around it, and around what becomes of it. */
const PLACES: { put: (text: string) => string; found: RegExp }[] = [
  {
    put: (text) => `- **name**, 5 sats: ${text}\n`,
    found: /^<ul>\s*<li><strong>name<\/strong>, 5 sats: ?([^<>]*)<\/li>\s*<\/ul>\s*$/,
  },
  { put: (text) => `${text}\n`, found: /^(?:<p>([^<>]*)<\/p>\s*)?$/ },
  { put: (text) => `x ${text}\n\ny\n`, found: /^<p>x ?([^<>]*)<\/p>\s*<p>y<\/p>\s*$/ },
]

const CHARACTERS: Record<string, string> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&amp;': '&',
}

/** What the reader of the page sees, where it is nothing but text. */
function seen(html: string, found: RegExp): string {
  const inner = found.exec(html)
  expect(inner, html).not.toBeNull()
  return squeezed(
    (inner?.[1] ?? '').replace(/&(?:lt|gt|quot|#39|amp);/g, (entity) => CHARACTERS[entity] ?? ''),
  )
}

const squeezed = (text: string) => text.replace(/\s+/g, ' ').trim()

describe('text in Markdown', () => {
  it.each([
    ['[click](https://evil.example)', '\\[click\\](https:&#47;/evil\\.example)'],
    ['<img src=x onerror=alert(1)>', '\\<img src\\=x onerror\\=alert(1)\\>'],
    ['# big\n\n---\n1. one', '\\# big --- 1. one'],
    ['- item', '\\- item'],
    ['12. item', '12\\. item'],
    ['**loud** `code` ~~no~~ |', '\\*\\*loud\\*\\* \\`code\\` &#126;&#126;no&#126;&#126; \\|'],
    ['www.evil.example', 'www\\.evil\\.example'],
    ['evil.example.com/path', 'evil\\.example\\.com/path'],
    ['&lt;b&gt; &#60;', '&amp;lt;b&amp;gt; &amp;\\#60;'],
    ['{% liquid %} {{ x }}', '\\{&#37; liquid &#37;\\} \\{\\{ x \\}\\}'],
    ['me@home.example, @you', 'me&#64;home\\.example, &#64;you'],
    ['plain words, and (more). 3.14, 100%, 1.5 sats...', 'plain words, and (more). 3.14, 100%, 1.5 sats...'],
  ])('%j is harmless', (text, escaped) => {
    expect(escapeMarkdown(text)).toBe(escaped)
  })

  it.each(Object.entries(READERS))(
    'is read as it was written, and makes no link or tag, by %s',
    (_name, render) => {
      fc.assert(
        fc.property(message, fc.constantFrom(...PLACES), (text, { put, found }) => {
          expect(seen(render(put(escapeMarkdown(text))), found)).toBe(squeezed(oneLine(text)))
        }),
        { numRuns: 3_000 },
      )
    },
  )

  it('has no tag of Liquid, whatever stands around it', async () => {
    const liquid = new Liquid()
    await fc.assert(
      fc.asyncProperty(message, message, async (one, other) => {
        const markdown = `${escapeMarkdown(one)}${escapeMarkdown(other)} ${escapeMarkdown(one)}`
        expect(await liquid.parseAndRender(markdown)).toBe(markdown)
      }),
      { numRuns: 1_000 },
    )
  })

  it.skipIf(KRAMDOWN === null)('is read as it was written by kramdown, which Jekyll has', () => {
    const texts = fc.sample(message, 200).map((text) => squeezed(oneLine(text.replace(/["'.<>-]/g, ''))))
    const kept = texts.filter((text) => text !== '')
    const html = execFileSync(KRAMDOWN ?? '', {
      input: kept.map((text) => `- **name**, 5 sats: ${escapeMarkdown(text)}\n\nend\n\n`).join(''),
      encoding: 'utf8',
    })
    const items = html.split(/<p>end<\/p>\s*/).slice(0, -1)
    const [{ found } = { found: /$/ }] = PLACES
    expect(items.map((item) => seen(item, found))).toEqual(kept)
  })
})
