import { describe, expect, it, vi } from 'vitest'
import { remember } from '#api/lib/remember.ts'

describe('what is remembered', () => {
  it('is asked once, also where the answer is no', () => {
    const ask = vi.fn((text: string) => text === 'yes')
    const answer = remember(10, ask)
    for (const text of ['yes', 'no', 'yes', 'no']) expect(answer(text)).toBe(text === 'yes')
    expect(ask).toHaveBeenCalledTimes(2)
  })

  it('is never more than it may be', () => {
    const ask = vi.fn((text: string) => text.length)
    const length = remember(2, ask)
    for (const text of ['a', 'bb', 'ccc', 'ccc', 'a']) expect(length(text)).toBe(text.length)
    expect(ask.mock.calls.flat()).toEqual(['a', 'bb', 'ccc', 'a'])
  })
})
