import type { ReactNode } from 'react'
import { Link } from 'wouter'
import type { ShowJson } from '#api/contract/show.ts'
import { t } from '#client/air/words.ts'
import { ShowOptions } from '#client/ui/options.tsx'

/** The place of what the button opens. */
export const AIR_TOOLS = 'air-tools'

type Props = {
  /** On a phone, where they are behind a button. */
  isOpen: boolean
  show: string
  shows: ShowJson[]
  onChoose: (slug: string) => void
  q: string
  onSearch: (q: string) => void
  /** What is at hand on a phone too. */
  atHand?: ReactNode
  /** What ends the segment. */
  children: ReactNode
}

/** Search, the show, and what belongs to the segment; on a phone behind one button, so that the running order begins above. */
export function AirTools({ isOpen, show, shows, onChoose, q, onSearch, atHand, children }: Props) {
  return (
    <div className="toolbar air-tools" data-open={isOpen || q !== '' || undefined}>
      {atHand}
      <div className="air-tool-list" id={AIR_TOOLS}>
        <input
          className="input"
          type="search"
          aria-label={t('Search messages and names')}
          placeholder={t('Search messages and names')}
          value={q}
          onChange={({ target }) => onSearch(target.value)}
        />
        {shows.length > 1 && (
          <select
            className="input select"
            aria-label={t('Show')}
            value={show}
            onChange={({ target }) => onChoose(target.value)}
          >
            <ShowOptions shows={shows} />
          </select>
        )}
        <Link href={`/air/notes?show=${show}`} className="button plain">
          {t('Notes')}
        </Link>
        <Link href={`/air/past?show=${show}`} className="button plain">
          {t('Past segments')}
        </Link>
        <Link href={`/air/settings?show=${show}`} className="button plain">
          {t('Running order')}
        </Link>
        {children}
      </div>
    </div>
  )
}
