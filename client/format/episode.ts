import { t } from '#client/language/shared.ts'
/**
 * A place in an episode as a player shows it: `41:07`, `1:02:31`.
 * @param seconds from its start
 */
export function formatPosition(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds))
  const two = (part: number) => String(part).padStart(2, '0')
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60]
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`
}

const NUMBERED = [
  /^(S\d{1,3}\s?E\d{1,4})\b/i,
  /^(?:[^:|]{0,60}?[\s#])?#?(\d{1,5})\s*(?::|[-–—|]\s)/,
  /^(?:episode|ep\.?|#)\s*(\d{1,5})\b/i,
  /\s(?:episode|ep\.?|#)\s*(\d{1,5})$/i,
]

/** What hosts call an episode: its number where its title tells one, else the title. */
export function shortEpisode(title: string): string {
  for (const pattern of NUMBERED) {
    const found = pattern.exec(title)?.[1]
    if (found) return found
  }
  return title
}

/** Where in which episode: `458 at 41:07`; an empty text where neither is known. */
export function formatPlace(episode: { title: string | null } | null, position: number | null): string {
  const name = episode ? shortEpisode(episode.title ?? t('Untitled episode')) : ''
  if (position === null) return name
  return name
    ? t('{name} at {position}', { name, position: formatPosition(position) })
    : t('at {position}', { position: formatPosition(position) })
}
