import type { BoostSectionKind } from '#api/contract/air/item.ts'
import type { Pace } from '#api/contract/air/place.ts'
import type { BoostSection, SegmentGroup, StreamSection } from '#api/contract/air/section.ts'
import type { SegmentJson } from '#api/contract/air/segment.ts'
import { boostSections, streamSection } from '#client/air/store/segment-parts.ts'
import { t } from '#client/air/words.ts'

/** One turn of the reading view: a supporter, all the thanks in one breath, or the streams. */
export type Slide =
  | { key: string; kind: 'group'; section: BoostSectionKind; group: SegmentGroup }
  | { key: 'thanks'; kind: 'thanks'; section: BoostSection }
  | { key: 'streams'; kind: 'streams'; section: StreamSection }

/** The segment's turns in running order. */
export function slidesOf(segment: SegmentJson): Slide[] {
  const slides: Slide[] = []
  for (const section of boostSections(segment)) {
    if (section.kind !== 'thanks')
      slides.push(
        ...section.groups.map(
          (group): Slide => ({ key: group.key, kind: 'group', section: section.kind, group }),
        ),
      )
    else if (section.groups.length > 0) slides.push({ key: 'thanks', kind: 'thanks', section })
  }
  const streams = streamSection(segment)
  if (streams && streams.payments > 0) slides.push({ key: 'streams', kind: 'streams', section: streams })
  return slides
}

/** The boosts that a turn is about. */
export function boostIdsOf(slide: Slide): string[] {
  if (slide.kind === 'group') return slide.group.boosts.map(({ id }) => id)
  return slide.kind === 'thanks'
    ? slide.section.groups.flatMap(({ boosts }) => boosts.map(({ id }) => id))
    : []
}

/** Whether there is still something to read in it. */
export function isUnread(slide: Slide): boolean {
  return itemsOf(slide).some(({ status }) => status === 'unread')
}

/** Whether hosts said that it is not read now: the next turn passes over it. */
export function isPassedOver(slide: Slide): boolean {
  const items = itemsOf(slide)
  return items.length > 0 && items.every(({ status }) => status === 'skipped' || status === 'held')
}

/**
 * Where a step leads.
 * @param from the turn that is shown
 * @returns its own place at either end: it stops there and never begins again
 */
export function stepFrom(slides: readonly Slide[], from: number, way: 1 | -1): number {
  for (let at = from + way; at >= 0 && at < slides.length; at += way) {
    const slide = slides[at]
    if (slide && !isPassedOver(slide)) return at
  }
  return from
}

/** Where to begin: the first turn with something unread, else the first. */
export function firstUnread(slides: readonly Slide[]): number {
  return Math.max(
    0,
    slides.findIndex((slide) => isUnread(slide)),
  )
}

/** How many seconds the unread turns take at this host's pace. */
export function secondsLeft(slides: readonly Slide[], pace: Pace): number {
  return slides.filter((slide) => isUnread(slide)).reduce((sum, slide) => sum + secondsOf(slide, pace), 0)
}

/** How many seconds a turn takes at this pace. */
export function secondsOf(slide: Slide, pace: Pace): number {
  return pace.seconds_per_item + (wordsOf(slide) / pace.words_per_minute) * 60
}

/** How the time is reckoned, for who wonders. */
export function formatPace({ seconds_per_item, words_per_minute, measured }: Pace): string {
  const pace = t('{seconds} s a turn and {words} words a minute', {
    seconds: Math.round(seconds_per_item),
    words: Math.round(words_per_minute),
  })
  return measured > 0
    ? t('At the pace of the last {measured} turns that were read on air: {pace}', { measured, pace })
    : t('At a usual pace, {pace}; your own once five turns were read while the clock ran', { pace })
}

/** How many words are read aloud. */
export function wordsOf(slide: Slide): number {
  if (slide.kind === 'group')
    return slide.group.boosts.reduce((sum, { message }) => sum + countWords(message ?? ''), 1)
  return slide.kind === 'thanks' ? slide.section.groups.length : 8
}

/** `about 9 min`, `under a minute`; beyond two hours nobody counts minutes. */
export function formatTimeLeft(seconds: number): string {
  return Math.round(seconds / 60) < 1
    ? formatLength(seconds)
    : t('about {length}', { length: formatLength(seconds) })
}

/** The same as a figure: `9 min`. */
export function formatLength(seconds: number): string {
  const minutes = Math.round(seconds / 60)
  if (minutes >= 120) return t('{hours} h', { hours: Math.round(minutes / 60) })
  return minutes < 1 ? t('under a minute') : t('{minutes} min', { minutes })
}

/** What hosts have said of the boosts of a turn. */
export function itemsOf(slide: Slide) {
  if (slide.kind === 'group') return slide.group.boosts.map(({ item }) => item)
  if (slide.kind === 'thanks')
    return slide.section.groups.flatMap(({ boosts }) => boosts.map(({ item }) => item))
  return []
}

/** Words between spaces; scripts without spaces are counted by letters. */
function countWords(text: string): number {
  const spaced = text.split(/\s+/).filter(Boolean)
  return spaced.reduce((sum, word) => sum + Math.max(1, Math.ceil([...word].length / 12)), 0)
}
