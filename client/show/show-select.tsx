import type { ShowJson } from '#api/contract/show.ts'
import { t } from '#client/show/words.ts'

type Props = { shows: readonly ShowJson[]; value: string; onChoose: (slug: string) => void }

/** Chooses the show that a screen is about; nothing where there is no choice. */
export function ShowSelect({ shows, value, onChoose }: Props) {
  if (shows.length < 2) return null
  return (
    <select
      className="input select show-select"
      aria-label={t('Show')}
      value={value}
      onChange={({ target }) => onChoose(target.value)}
    >
      {shows.map(({ slug, title, provisional }) => (
        <option key={slug} value={slug}>
          {provisional ? t('{title} (provisional)', { title }) : title}
        </option>
      ))}
    </select>
  )
}
