import type { BoostJson } from '#api/contract/boost.ts'
import { formatDay, formatInstant } from '#client/format/day.ts'
import { formatPlace } from '#client/format/episode.ts'

/** Where in which episode, from which app and when, in dim words at the end of a row. */
export function BoostRest({
  episode,
  position_s,
  app,
  sent_at,
}: Pick<BoostJson, 'episode' | 'position_s' | 'app' | 'sent_at'>) {
  const place = formatPlace(episode, position_s)
  return (
    <p className="boost-rest">
      {place && <span>{place}</span>}
      <span>
        {app && `${app} · `}
        <time dateTime={sent_at} title={formatInstant(sent_at)}>
          {formatDay(sent_at)}
        </time>
      </span>
    </p>
  )
}
