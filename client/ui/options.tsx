import { t } from '#client/language/shared.ts'
/** Shows to choose from. */
export function ShowOptions({ shows }: { shows: readonly { slug: string; title: string }[] }) {
  return shows.map(({ slug, title }) => (
    <option key={slug} value={slug}>
      {title}
    </option>
  ))
}

/** Episodes to choose from. */
export function EpisodeOptions({ episodes }: { episodes: readonly { id: string; title: string | null }[] }) {
  return episodes.map(({ id, title }) => (
    <option key={id} value={id}>
      {title ?? t('Untitled episode')}
    </option>
  ))
}
