import type { BoostSection } from '#api/contract/air/section.ts'
import { dayIn } from '#api/lib/day.ts'

/**
 * What to call a segment: by the number that the title of its most boosted episode begins with, else by that title, else by the
 * day.
 */
export function nameSegment(sections: readonly BoostSection[], at: Date, timeZone: string): string {
  const counts = new Map<string, number>()
  for (const section of sections)
    for (const group of section.groups)
      for (const { episode } of group.boosts)
        if (episode?.title) counts.set(episode.title, (counts.get(episode.title) ?? 0) + 1)
  const [most] = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? 1 : -1))
  return most ? shortTitle(most[0]) : dayIn(at, timeZone)
}

function shortTitle(title: string): string {
  return /^\s*(?:(?:ep(?:isode)?\.?|#)\s*)?#?(\d{1,5})(?=\s*[:.\-–—|]|\s*$)/i.exec(title)?.[1] ?? title
}
