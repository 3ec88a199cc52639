import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { translate } from '#client/language/say-problem.ts'

const ROOT = join(import.meta.dirname, '../../..')

/** Met by machines, or by nobody who uses the studio. */
const MACHINES = [
  'http/route.ts',
  'http/cursor.ts',
  'intake/',
  'source/helipad/',
  'source/connection/kind-named.ts',
]
/** Made of what a program says by itself, or said of a file that is looked at by an engineer. */
const ENGLISH = [
  /^There is no setting /,
  /^The body cannot be read\. /,
  /^X: X X$/,
  /^X and the books differ in /,
  /^This is not X\.$/,
]

function sourcesOfService(): string[] {
  const files = readdirSync(join(ROOT, 'api'), { recursive: true, encoding: 'utf8' })
  return files
    .filter((file) => file.endsWith('.ts') && !MACHINES.some((machine) => file.startsWith(machine)))
    .map((file) => readFileSync(join(ROOT, 'api', file), 'utf8'))
}

/** What the service says of conflicts and of what cannot be done, with an X for what stands there each time. */
function sentencesOfService(): string[] {
  return sourcesOfService().flatMap((source) => {
    const said = source.matchAll(
      /new AppError\(\s*'(?:conflict|unprocessable|bad-request)',\s*(?:'((?:\\.|[^'\\])*)'|`((?:\\.|[^`\\])*)`)/g,
    )
    return [...said].map(([, plain, filled = '']) => plain ?? withoutHoles(filled))
  })
}

const TEXT = /(?:'((?:\\.|[^'\\])*)'|`((?:\\.|[^`\\])*)`)/.source

/** What sources say of what is wrong with them, and what to do: the sentence and the step of each problem. */
function sentencesOfSources(): string[] {
  const problem = new RegExp(`(?:new SourceProblem|\\bas)\\(\\s*'[a-z-]+',\\s*${TEXT},\\s*${TEXT}`, 'g')
  return sourcesOfService().flatMap((source) =>
    [...source.matchAll(problem)].flatMap(([, said, filledSaid = '', step, filledStep = '']) =>
      [said ?? withoutHoles(filledSaid), step ?? withoutHoles(filledStep)].map((text) =>
        text.replaceAll("\\'", "'"),
      ),
    ),
  )
}

/** A template with an X for each of its holes, which may hold templates themselves. */
function withoutHoles(template: string): string {
  let depth = 0
  let text = ''
  for (let at = 0; at < template.length; at++) {
    if (template.startsWith('${', at)) {
      if (depth === 0) text += 'X'
      depth++
      at++
    } else if (depth > 0 && template[at] === '{') depth++
    else if (depth > 0 && template[at] === '}') depth--
    else if (depth === 0) text += template[at]
  }
  return text
}

const read = (language: string): Record<string, string> =>
  JSON.parse(readFileSync(join(ROOT, `client/language/problems/${language}.json`), 'utf8'))

const holesOf = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort()

describe.each(['de', 'es'])('what the service says of a problem, in %s', (language) => {
  const sentences = read(language)

  it('has words for nearly every sentence that a person may meet: a new one is English until somebody adds it', () => {
    const all = sentencesOfService().filter((said) => !ENGLISH.some((one) => one.test(said)))
    const missing = all.filter((said) => translate(sentences, said) === null)
    expect(all.length).toBeGreaterThan(100)
    expect(missing.length, missing.join('\n')).toBeLessThan(all.length / 20)
  })

  it('has words for nearly all that sources say of what is wrong with them', () => {
    const all = sentencesOfSources()
    const missing = all.filter((said) => translate(sentences, said) === null)
    expect(all.length).toBeGreaterThan(100)
    expect(missing.length, missing.join('\n')).toBeLessThan(all.length / 20)
  })

  it('says what a test of a source found, whatever is named in it', () => {
    const found = [
      'Connected.',
      'It has 1,234 transactions.',
      'Connected to 2 of 3 relays; 4 notes of your show in the last month.',
    ]
    for (const said of found)
      expect(translate(sentences, said), said).not.toMatch(/transactions|notes|your show|null/)
  })

  it('has none that the service says no more', () => {
    const source = sourcesOfService().join('\n').replaceAll("\\'", "'")
    const gone = Object.keys(sentences).filter(
      (sentence) => !sentence.split(/\{\w+\}/).every((part) => source.includes(part)),
    )
    expect(gone).toEqual([])
  })

  it('leaves nothing out that the sentence holds', () => {
    for (const [sentence, translation] of Object.entries(sentences))
      expect(holesOf(translation), sentence).toEqual(holesOf(sentence))
  })
})

it('a sentence is found with what stands in it this time, and another is not', () => {
  const sentences = { 'There is no show {show}.': 'Keine Sendung {show}.', '{one} of {two}': '{two}: {one}' }
  expect(translate(sentences, 'There is no show a.b {c}.')).toBe('Keine Sendung a.b {c}.')
  expect(translate(sentences, 'this of that')).toBe('that: this')
  const longer = {
    'It fails. {why}': '{why}',
    'It fails. {why} Do this.': '{why} Tu das.',
    'A fault.': 'Ein Fehler.',
  }
  expect(translate(longer, 'It fails. A fault. Do this.')).toBe('Ein Fehler. Tu das.')
  expect(translate({ ...sentences, 'A fault.': 'Ein Fehler.' }, 'A fault. of that')).toBe('that: Ein Fehler.')
  expect(translate(sentences, 'Something else.')).toBeNull()
})
