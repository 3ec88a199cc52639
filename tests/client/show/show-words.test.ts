import { describe, expect, it } from 'vitest'
import { formatNames, formatShow } from '#client/show/list/format-show.ts'
import { readCount, readShowForm } from '#client/show/settings/read-show-form.ts'
import { formatPercent, readShareRows, shareRows } from '#client/show/settings/share-rows.ts'
import { makeShow } from '#tests/client/show/make-show.ts'

describe('a show in words', () => {
  it('says its marks, shares and zone', () => {
    expect(formatShow(makeShow())).toMatch(
      /^read from 2.000 sats · baller from 20.000 · no shares yet · UTC$/,
    )
    expect(formatShow(makeShow({ shares: { a: 0.5 } }))).toContain('shares of one wallet')
    expect(formatShow(makeShow({ shares: { a: 0.5, b: 0.1 } }))).toContain('shares of 2 wallets')
  })

  it('says how payments name it', () => {
    expect(formatNames(makeShow({ guid: 'abc', feed_id: 7 }))).toBe(
      'https://feeds.example.com/lup · guid abc · Podcast Index 7',
    )
    expect(formatNames(makeShow({ feed: null }))).toBe('No feed is known; payments name it by its title')
  })
})

describe('the settings of a show', () => {
  const show = makeShow({ lightning_address: 'a@b.example' })
  const asIs = {
    title: show.title,
    slug: show.slug,
    feed: show.feed ?? '',
    time_zone: 'UTC',
    currency: 'USD',
    baller_sats: '20,000',
    read_sats: '2,000',
    lightning_address: 'a@b.example',
  }

  it('send nothing that stands so already', () => {
    expect(readShowForm(show, asIs)).toEqual({})
  })

  it('send what was changed, and null for what was emptied', () => {
    expect(
      readShowForm(show, {
        ...asIs,
        title: ' New ',
        feed: '',
        currency: 'eur',
        read_sats: '1 000',
        lightning_address: '',
      }),
    ).toEqual({ title: 'New', feed: null, currency: 'EUR', read_sats: 1000, lightning_address: null })
  })

  it.each([
    ['20,000', 20_000],
    ['20.000', 20_000],
    ['20 000', 20_000],
    ['0', 0],
    ['2,0', null],
    ['-1', null],
    ['a few', null],
    ['', null],
  ])('read %j sats as %j', (text, count) => {
    expect(readCount(text)).toBe(count)
  })
})

describe('shares in a form', () => {
  it('come and go in percent', () => {
    const shares = { hub: 0.33, node: 0.5, other: 0.3333 }
    expect(shareRows(shares)).toEqual([
      { wallet: 'node', percent: '50' },
      { wallet: 'other', percent: '33.33' },
      { wallet: 'hub', percent: '33' },
    ])
    expect(readShareRows(shareRows({ hub: 0.33, node: 0.5 }))).toEqual({ hub: 0.33, node: 0.5 })
    expect(formatPercent(0.1 + 0.2)).toBe('30')
  })

  it('leave out rows without a percentage, and take commas and signs', () => {
    expect(
      readShareRows([
        { wallet: 'hub', percent: ' 33,5 % ' },
        { wallet: 'node', percent: '' },
        { wallet: '', percent: '' },
      ]),
    ).toEqual({ hub: 0.335 })
  })

  it.each([
    [[{ wallet: '', percent: '5' }], 'Say which wallet has the share.'],
    [[{ wallet: 'hub', percent: '0' }], 'Write the share of hub in percent, up to 100.'],
    [[{ wallet: 'hub', percent: '101' }], 'Write the share of hub in percent, up to 100.'],
    [[{ wallet: 'hub', percent: 'half' }], 'Write the share of hub in percent, up to 100.'],
    [
      [
        { wallet: 'hub', percent: '5' },
        { wallet: 'hub ', percent: '6' },
      ],
      'hub is there twice.',
    ],
    [
      [
        { wallet: 'hub', percent: '60' },
        { wallet: 'node', percent: '50' },
      ],
      'The shares add up to more than 100 %.',
    ],
  ])('say what is wrong with %j', (rows, sentence) => {
    expect(readShareRows(rows)).toBe(sentence)
  })
})
