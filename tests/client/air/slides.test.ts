import { describe, expect, it } from 'vitest'
import { firstUnread, formatTimeLeft, secondsLeft, slidesOf, stepFrom } from '#client/air/read/slides.ts'
import { makeGroup, makeSegment, makeSegmentBoost } from '#tests/client/air/make-segment.ts'

const marked = (key: string, status: 'read' | 'skipped' | 'held') => {
  const boost = makeSegmentBoost(`${key}-1`)
  return makeGroup(key, [{ ...boost, item: { ...boost.item, status } }])
}

describe('the turns of the reading view', () => {
  it('are each supporter above Thanks, then all thanks in one, then the streams', () => {
    const segment = makeSegment({
      baller: [makeGroup('a')],
      boosts: [makeGroup('b')],
      thanks: [makeGroup('c'), makeGroup('d')],
    })
    expect(slidesOf(segment).map(({ key }) => key)).toEqual(['a', 'b', 'thanks', 'streams'])
  })

  it('begin with the first that is unread, pass over what was skipped or held, and stop at the ends', () => {
    const slides = slidesOf(
      makeSegment({
        baller: [
          marked('a', 'read'),
          makeGroup('b'),
          marked('c', 'skipped'),
          marked('d', 'held'),
          makeGroup('e'),
        ],
      }),
    )
    expect(firstUnread(slides)).toBe(1)
    expect(stepFrom(slides, 1, 1)).toBe(4)
    expect(stepFrom(slides, 4, -1)).toBe(1)
    expect(stepFrom(slides, 0, -1)).toBe(0)
    expect(stepFrom(slides, slides.length - 1, 1)).toBe(slides.length - 1)
  })

  it('take as long as their words at this host’s pace, and what is read takes nothing', () => {
    const long = makeSegmentBoost('long', { message: 'word '.repeat(119).trim() })
    const segment = makeSegment({ boosts: [makeGroup('a', [long]), marked('b', 'read')] })
    expect(secondsLeft(slidesOf(segment), segment.pace)).toBe(10 + 60)
    expect([formatTimeLeft(20), formatTimeLeft(540)]).toEqual(['under a minute', 'about 9 min'])
  })
})
