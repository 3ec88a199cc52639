import { IntlMessageFormat } from 'intl-messageformat'
import { describe, expect, it } from 'vitest'
import { fillMessage } from '#client/language/fill-message.ts'
import {
  filesOf,
  foldersOfClient,
  foldersWithMessages,
  messagesIn,
  readMessages as read,
  untranslatedIn,
} from '#tests/client/language/read-screens.ts'

/** What every screen is made of says its words from one file. */
const SHARED = ['ui', 'lib', 'format', 'live', 'studio', 'language']
/** Folders whose screens are in all languages: those with messages, so that the list can only grow. */
const DONE = foldersWithMessages()
/** Never shown to a host, or shown in the show's language. */
const OTHERS = ['build', 'overlay-page', 'public-page', 'style', 'worker', 'wallet', 'public', 'dist']

const foldersOf = (folder: string) => (folder === 'language' ? SHARED : [folder])

it('nothing on a screen is in one language only', () => {
  const undone = foldersOfClient().filter((name) => ![...DONE, ...SHARED, ...OTHERS].includes(name))
  expect(undone).toEqual([])
  expect(DONE.flatMap(foldersOf).flatMap((folder) => filesOf(folder).flatMap(untranslatedIn))).toEqual([])
})

describe.each(DONE)('the messages of %s', (folder) => {
  const [de, es] = [read(folder, 'de'), read(folder, 'es')]
  const said = new Set(foldersOf(folder).flatMap((one) => filesOf(one).flatMap(messagesIn)))

  it('are those that its screens say, in every language', () => {
    expect(Object.keys(de).sort()).toEqual([...said].sort())
    expect(Object.keys(es).sort()).toEqual([...said].sort())
  })

  it('are filled as the library of the public pages fills them', () => {
    for (const [language, catalogue] of Object.entries({ de, es }))
      for (const [message, translated] of Object.entries(catalogue)) {
        const holes = holesOf(message, 'en')
        expect(holesOf(translated, language), translated).toEqual(holes)
        for (const count of [0, 1, 2, 1234]) {
          const fillings = Object.fromEntries(
            holes.map(([name, isCounted]) => [name, isCounted ? count : `<${name}>`]),
          )
          for (const [text, its] of [
            [message, 'en'],
            [translated, language],
          ] as const)
            expect(
              fillMessage(text, fillings, its)
                .join('')
                .replaceAll(/\d[.,\s]?(?=\d{3})/g, '1'),
            ).toBe(
              String(new IntlMessageFormat(text, its, {}, { ignoreTag: true }).format(fillings)).replaceAll(
                /\d[.,\s]?(?=\d{3})/g,
                '1',
              ),
            )
        }
      }
  })
})

/** What a message leaves open, in order of name, and whether it is counted. */
function holesOf(message: string, language: string): [name: string, isCounted: boolean][] {
  const found = new Map<string, boolean>()
  const look = (parts: ReturnType<IntlMessageFormat['getAst']>) => {
    for (const part of parts) {
      if ('value' in part && part.type !== 0) found.set(part.value, found.get(part.value) || part.type === 6)
      if ('options' in part) for (const { value } of Object.values(part.options)) look(value)
    }
  }
  look(new IntlMessageFormat(message, language, {}, { ignoreTag: true }).getAst())
  return [...found].sort(([one], [other]) => (one < other ? -1 : 1))
}
