import { comparableTitle } from '#api/metadata/comparable.ts'
import type { Reading } from '#api/metadata/reading.ts'

/** What was on as it was sent, by the titles that metadata has of it: `A song – Its album`; null where it has none but the show's own. */
export function playingOf({ remote, show, episode }: Reading): string | null {
  const own = new Set([show.title, episode.title].flatMap((title) => title ?? []).map(comparableTitle))
  const titles = [remote?.episode, remote?.podcast].flatMap((title) =>
    title === undefined || own.has(comparableTitle(title)) ? [] : title,
  )
  return titles.length === 0 ? null : [...new Set(titles)].join(' – ')
}
