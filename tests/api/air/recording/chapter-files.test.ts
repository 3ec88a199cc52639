import fc from 'fast-check'
import { expect, it } from 'vitest'
import { writeChapters } from '#api/air/recording/chapter-files.ts'
import type { Chapter, ChapterFormat } from '#api/contract/air/recording.ts'
import { makeSegment } from '#tests/client/air/make-segment.ts'

const json = makeSegment({}, { show: { slug: 'show', title: 'LINUX & Unplugged' } })

function write(format: ChapterFormat, ...chapters: [number, string][]): string {
  const items = chapters.map(
    ([start_s, title], at): Chapter => ({ item: `b:${at}`, title, start_s, proposed: null, hidden: false }),
  )
  return writeChapters(format, { recording: null, first_shown_at: null, items }, json)
}

const SOME: [number, string][] = [
  [2.5, 'Boost: northwoods'],
  [3723.04, 'Boost: <b>"Tom" & --> Jerry</b>'],
]

it('Podcasting 2.0 JSON has the times to the millisecond', () => {
  expect(JSON.parse(write('json', ...SOME))).toEqual({
    version: '1.2.0',
    podcastName: 'LINUX & Unplugged',
    chapters: [
      { startTime: 2.5, title: 'Boost: northwoods' },
      { startTime: 3723.04, title: 'Boost: <b>"Tom" & --> Jerry</b>' },
    ],
  })
})

it('Podlove Simple Chapters are XML, whatever names hold', () => {
  expect(write('psc', ...SOME)).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<psc:chapters version="1.2" xmlns:psc="http://podlove.org/simple-chapters">
  <psc:chapter start="00:00:02.500" title="Boost: northwoods"/>
  <psc:chapter start="01:02:03.040" title="Boost: &lt;b&gt;&quot;Tom&quot; &amp; --&gt; Jerry&lt;/b&gt;"/>
</psc:chapters>
`)
})

it('WebVTT has cues that follow each other', () => {
  expect(write('vtt', ...SOME)).toBe(`WEBVTT

00:00:02.500 --> 01:02:03.040
Boost: northwoods

01:02:03.040 --> 01:03:03.040
Boost: &lt;b&gt;"Tom" &amp; --&gt; Jerry&lt;/b&gt;
`)
})

it('text begins at the very beginning, as video sites want it', () => {
  expect(write('txt', ...SOME)).toBe(
    '0:00 Beginning\n0:02 Boost: northwoods\n1:02:03 Boost: <b>"Tom" & --> Jerry</b>\n',
  )
  expect(write('txt', [0.4, 'Boost: bob'])).toBe('0:00 Boost: bob\n')
  expect(write('txt')).toBe('')
})

it('a title is one line of each file, and no more, whatever listeners call themselves', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (title) => {
      expect(write('txt', [0, title]).split('\n')).toHaveLength(2)
      expect(write('psc', [0, title]).split('\n')).toHaveLength(5)
      expect(write('vtt', [0, title]).split(/\r\n|\r|\n/)).toHaveLength(5)
    }),
    { numRuns: Number(process.env.RUNS ?? 200) },
  )
})
