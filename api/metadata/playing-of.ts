import { comparableTitle } from '#api/metadata/comparable.ts'
import type { Reading } from '#api/metadata/reading.ts'

/**
 * What was on as it was sent, by the titles that metadata has of it: `A song – Its album`; null where it has none but the show's own.
 * @param titles that the show is known by, as titles are compared
 */
export function playingOf(
  { remote, show, episode }: Reading,
  titles: ReadonlySet<string> = new Set(),
): string | null {
  const named = [show.title, episode.title].flatMap((title) => title ?? []).map(comparableTitle)
  const own = new Set([...titles, ...named])
  const others = [remote?.episode, remote?.podcast].flatMap((title) =>
    title === undefined || own.has(comparableTitle(title)) ? [] : title,
  )
  return others.length === 0 ? null : [...new Set(others)].join(' – ')
}
