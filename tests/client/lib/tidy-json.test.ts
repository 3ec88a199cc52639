import { expect, it } from 'vitest'
import { tidy } from '#client/lib/tidy-json.ts'

it('breaks JSON into lines, and leaves alone what is none or would lose digits', () => {
  expect(tidy('{"a":[1]}')).toBe('{\n  "a": [\n    1\n  ]\n}')
  for (const raw of ['{"a":', '{"id":9007199254740993}', '[-9007199254740993]', '9007199254740993'])
    expect(tidy(raw)).toBe(raw)
})
