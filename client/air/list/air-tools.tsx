import type { ReactNode } from 'react'
import { Link } from 'wouter'
import type { ShowJson } from '#api/contract/show.ts'
import { ShowOptions } from '#client/ui/options.tsx'

type Props = {
  show: string
  shows: ShowJson[]
  onChoose: (slug: string) => void
  q: string
  onSearch: (q: string) => void
  /** What ends the segment. */
  children: ReactNode
}

/** Search, the show, and what belongs to the segment. */
export function AirTools({ show, shows, onChoose, q, onSearch, children }: Props) {
  return (
    <div className="toolbar air-tools">
      <input
        className="input"
        type="search"
        aria-label="Search messages and names"
        placeholder="Search messages and names"
        value={q}
        onChange={({ target }) => onSearch(target.value)}
      />
      {shows.length > 1 && (
        <select
          className="input select"
          aria-label="Show"
          value={show}
          onChange={({ target }) => onChoose(target.value)}
        >
          <ShowOptions shows={shows} />
        </select>
      )}
      <Link href={`/air/notes?show=${show}`} className="button plain">
        Notes
      </Link>
      <Link href={`/air/past?show=${show}`} className="button plain">
        Past segments
      </Link>
      <Link href={`/air/settings?show=${show}`} className="button plain">
        Running order
      </Link>
      {children}
    </div>
  )
}
