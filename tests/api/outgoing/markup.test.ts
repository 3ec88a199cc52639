import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fillBody } from '#api/outgoing/way/body/fill-body.ts'
import { sampleTold } from '#api/outgoing/way/body/sample.ts'

const NOW = new Date('2026-11-22T12:00:00Z')
const told = sampleTold(NOW)

/** What an own template makes of these words, as a service is sent it. */
function say(message: string, template = 'They say {{message}}'): string {
  if (!told.boost) throw new Error('The sample has no boost')
  const body = { kind: 'template', method: 'POST', format: 'text', marks: 'plain', template } as const
  return fillBody(body, { ...told, boost: { ...told.boost, message } })
}

/** What services make links, mentions or tags of, by their documents; what is written plainly stays to be seen. */
const MARKUP: Record<string, RegExp> = {
  'a link of Slack': /<(https?:[^>|]*|mailto:[^>|]*)\|[^>]*>/,
  'a mention of Slack': /<[!@#][^>]*>/,
  'a tag of HTML, as Telegram and Matrix read it': /<\/?[a-z][^>]*>/i,
  'a link of Markdown, as Telegram, Discord and Matrix read it': /\[[^\]]*\]\([^)]*\)/,
  'a link by reference': /\[[^\]]*\](\[[^\]]*\]|:)/,
  'a mention, as Mastodon, Discord and Matrix read it': /@\w/,
}

describe('what a listener writes, in an own template', () => {
  it.each([
    ['<https://evil.example|your bank>', 'a link of Slack'],
    ['<!channel>', 'a mention of Slack'],
    ['<@U012345>', 'a mention of Slack'],
    ['<a href="https://evil.example">your bank</a>', 'a tag of HTML, as Telegram and Matrix read it'],
    ['[bank](https://evil.example)', 'a link of Markdown, as Telegram, Discord and Matrix read it'],
    ['[bank][1]\n\n[1]: https://evil.example', 'a link by reference'],
    ['@everyone', 'a mention, as Mastodon, Discord and Matrix read it'],
  ])('%j is not %s', (message, kind) => {
    const markup = MARKUP[kind] ?? /^/
    expect(message).toMatch(markup)
    expect(say(message)).not.toMatch(markup)
    expect(say(message).replaceAll('\u2060', '')).toBe(`They say ${message}`)
  })

  it('is no markup of any kind, and reads as it was written', () => {
    const words = fc
      .array(
        fc.constantFrom('<', '>', '|', '[', ']', '(', ')', '!', '@', '#', ':', 'a', ' ', 'https://x.example'),
      )
      .map((parts) => parts.join(''))
    fc.assert(
      fc.property(words, words, (one, other) => {
        const said = say(`${one}${other}`, '{{message}}')
        for (const markup of Object.values(MARKUP)) expect(said).not.toMatch(markup)
        expect(said.replaceAll('\u2060', '')).toBe(`${one}${other}`)
      }),
    )
  })
})
