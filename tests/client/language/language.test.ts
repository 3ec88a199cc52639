import { describe, expect, it } from 'vitest'
import { fillMessage } from '#client/language/fill-message.ts'
import { languageOf } from '#client/language/language.ts'

describe('the language of the studio', () => {
  it.each([
    [['de-AT', 'en'], 'de'],
    [['fr', 'es-MX', 'en'], 'es'],
    [['en-US', 'de'], 'en'],
    [['fr', 'ja'], 'en'],
    [['C', ''], 'en'],
    [[], 'en'],
  ])('of a browser that asks for %j is %s', (languages, language) => {
    expect(languageOf(languages)).toBe(language)
  })
})

describe('a message', () => {
  it('takes elements, each in the place that its language has for it', () => {
    const link = { type: 'a' }
    expect(fillMessage('{count} of {link}', { link, count: 3 }, 'en')).toEqual(['3 of ', link])
  })

  it('chooses by count, with choices inside choices', () => {
    const message =
      '{count, plural, =0 {nothing} one {# boost{more, select, yes { and more} other {}}} other {# boosts}} of {show}'
    const say = (count: number, more: string) =>
      fillMessage(message, { count, more, show: 'S' }, 'en').join('')
    expect(say(0, 'no')).toBe('nothing of S')
    expect(say(1, 'yes')).toBe('1 boost and more of S')
    expect(say(1, 'no')).toBe('1 boost of S')
    expect(say(2, 'yes')).toBe('2 boosts of S')
  })

  it('counts as its own language does', () => {
    const message = '{n, plural, one {uno} many {muchos} other {otros}}'
    expect([1, 2, 1_000_000].map((n) => fillMessage(message, { n }, 'es').join(''))).toEqual([
      'uno',
      'otros',
      'muchos',
    ])
  })
})
