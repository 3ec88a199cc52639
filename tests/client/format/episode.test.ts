import { describe, expect, it } from 'vitest'
import { formatPlace, formatPosition, shortEpisode } from '#client/format/episode.ts'

describe('what hosts call an episode', () => {
  it.each([
    ["458: NVIDIA's New View", '458'],
    ["LINUX Unplugged 458: NVIDIA's New View", '458'],
    ['Self-Hosted 69: Get Off My Lawn', '69'],
    ['2.5 Admins 101: Backups', '101'],
    ['Episode 12 - The Long SourceKind', '12'],
    ['Ep. 7', '7'],
    ['#99 | Foo', '99'],
    ['Kill Show, episode 4', '4'],
    ['S02E05 The One', 'S02E05'],
    ['2022 in review', '2022 in review'],
    ['100% Free', '100% Free'],
    ['Trailer', 'Trailer'],
  ])('%s is %s', (title, name) => {
    expect(shortEpisode(title)).toBe(name)
  })
})

describe('a place in an episode', () => {
  it.each([
    [0, '0:00'],
    [2467, '41:07'],
    [3751, '1:02:31'],
    [59.9, '0:59'],
    [-5, '0:00'],
  ])('%d seconds are %s', (seconds, text) => {
    expect(formatPosition(seconds)).toBe(text)
  })

  it('is said with the episode, where there is one', () => {
    expect(formatPlace({ title: '458: NVIDIA' }, 2467)).toBe('458 at 41:07')
    expect(formatPlace({ title: '458: NVIDIA' }, null)).toBe('458')
    expect(formatPlace(null, 2467)).toBe('at 41:07')
    expect(formatPlace(null, null)).toBe('')
    expect(formatPlace({ title: null }, null)).toBe('Untitled episode')
  })
})
