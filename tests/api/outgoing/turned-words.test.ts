import { describe, expect, it } from 'vitest'
import type { WebhookBody } from '#api/contract/outgoing/way.ts'
import { wordsIn } from '#api/language/words.ts'
import { oneLine, withoutTurns } from '#api/lib/one-line.ts'
import { composeMessage } from '#api/outgoing/way/body/compose.ts'
import { fillTemplate } from '#api/outgoing/way/body/fill-body.ts'
import { READY_BODIES } from '#api/outgoing/way/body/ready-bodies.ts'
import { sampleTold } from '#api/outgoing/way/body/sample.ts'
import { writeMail } from '#api/outgoing/way/mail/write-mail.ts'
import { writeNote } from '#api/outgoing/way/nostr/write-note.ts'
import { fillMessage } from '#client/language/fill-message.ts'

const NOW = new Date('2026-11-22T12:00:00Z')
/** Every mark that turns what is around it, none of which is ended. */
const MARKS = '\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069'
const TURNING = /[\u202a-\u202e\u2066-\u2069]/
const WORDS = ['name', 'message', 'excerpt', 'show', 'episode', 'app', 'playing', 'amount', 'fact']
const ALL = WORDS.map((word) => `{{${word}}}`).join(' | ')

const sample = sampleTold(NOW)
const turned = (words: string) => `${MARKS}${words}`
const boost = sample.boost && {
  ...sample.boost,
  supporter: { id: null, name: turned('mallory') },
  show: { slug: 'a-show', title: turned('A show') },
  episode: { id: 'e', title: turned('Episode 1'), guid: null },
  app: turned('App'),
  message: `${turned('Hello\nthere')} ‏שלום‎`,
  playing: turned('A song'),
}
const told = {
  boost: { ...sample, boost },
  fact: {
    ...sample,
    boost: null,
    fact: {
      said: turned('A show reached its goal.'),
      show: { slug: 'a-show', title: turned('A show') },
      value: null,
      at: NOW.toISOString(),
    },
  },
}
const body = (format: 'text' | 'json', marks: 'plain' | 'markdown'): WebhookBody => ({
  kind: 'template',
  method: 'POST',
  format,
  marks,
  template: format === 'json' ? `{"text":"${ALL}"}` : ALL,
})

describe.each(['boost', 'fact'] as const)(
  'a stranger’s words turn nothing of ours in what goes out of a %s',
  (of) => {
    it.each<[string, () => string]>([
      ['plain text', () => composeMessage(body('text', 'plain'), told[of]).text],
      ['Markdown', () => composeMessage(body('text', 'markdown'), told[of]).text],
      ['JSON', () => composeMessage(body('json', 'plain'), told[of]).text],
      ...READY_BODIES.map((ready): [string, () => string] => [
        ready.name,
        () => composeMessage(ready.body, told[of]).text,
      ]),
      ['mail', () => Object.values(writeMail({ subject: ALL, text: ALL }, told[of])).join()],
      ['a note', () => writeNote(ALL, told[of], { show: null, episode: null }, NOW).content],
      ['OSC and alerts', () => fillTemplate(ALL, told[of], (words) => words)],
    ])('as %s', (_name, write) => {
      const text = write()
      expect(text).toContain('A show')
      expect(text).not.toMatch(TURNING)
    })
  },
)

describe('a name within a sentence', () => {
  it('turns nothing in a message of ours, for listeners and on screens', () => {
    const supporter = turned('mallory')
    const { t, say } = wordsIn('en')
    expect(t('follow.boosted', { supporter })).not.toMatch(TURNING)
    expect(say('find.nobody', { name: supporter }).text).not.toMatch(TURNING)
    expect(fillMessage('Hide {name}?', { name: supporter }, 'en').join('')).toBe('Hide mallory?')
  })

  it('keeps what it is written with', () => {
    const family = '👩‍👩‍👧 می‌خواهم ‏שלום‎'
    expect(oneLine(family)).toBe(family)
    expect(withoutTurns(`one\ntwo\u200b${MARKS} ${family}`)).toBe(`one\ntwo\u200b ${family}`)
  })
})
