import type { SegmentJson } from '#api/contract/air/segment.ts'
import { isPassedOver, isUnread, type Slide, secondsOf, slidesOf } from '#client/air/read/slides.ts'
import { t } from '#client/air/words.ts'

/** Where the time ends that a segment is to take. */
export type Cut = {
  /** The first turn that is too many. */
  key: string
  turns: number
  /** How much longer it takes than it should. */
  over_s: number
  target_s: number
}

/**
 * Where the time of a segment ends; null where it is long enough, or nobody has said how long it may be. Thanks and streams have
 * their time set aside: they are read in any case.
 * @param spent_s how long it has been read already: then of what is unread; null while it is planned
 */
export function cutOf(segment: SegmentJson, spent_s: number | null = null): Cut | null {
  const { pace, plan } = segment
  // A segment that this device kept from an earlier version has no plan.
  const target_s = plan?.target_s ?? null
  if (target_s === null) return null
  const turns = slidesOf(segment).filter((slide) =>
    spent_s === null || slide.kind === 'streams' ? !isPassedOver(slide) : isUnread(slide),
  )
  const take = (slides: readonly Slide[]) => slides.reduce((sum, slide) => sum + secondsOf(slide, pace), 0)
  const over_s = take(turns) + (spent_s ?? 0) - target_s
  if (over_s <= 0) return null
  const singles = turns.filter(({ kind }) => kind === 'group')
  let left = target_s - (spent_s ?? 0) - take(turns.filter(({ kind }) => kind !== 'group'))
  const first = singles.findIndex((slide) => {
    left -= secondsOf(slide, pace)
    return left < 0
  })
  const slide = singles[first]
  return slide ? { key: slide.key, turns: singles.length - first, over_s, target_s } : null
}

/** `12 min`, `1 h 5 min`, `90 s`. */
export function formatTarget(seconds: number): string {
  if (seconds % 60 !== 0) return t('{seconds} s', { seconds })
  const minutes = seconds / 60
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60]
  return [
    hours > 0 ? t('{hours} h', { hours }) : '',
    rest > 0 || hours === 0 ? t('{minutes} min', { minutes: rest }) : '',
  ]
    .filter(Boolean)
    .join(' ')
}

/** `3 turns too many` */
export function formatTooMany({ turns }: Pick<Cut, 'turns'>): string {
  return t('{turns, plural, one {# turn} other {# turns}} too many', { turns })
}
