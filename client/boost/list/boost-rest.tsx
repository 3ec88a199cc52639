import type { BoostJson } from '#api/contract/boost.ts'
import { t } from '#client/boost/words.ts'
import { formatDay, formatInstant } from '#client/format/day.ts'
import { formatPlace } from '#client/format/episode.ts'

/** Where in which episode, from which app and when, in dim words at the end of a row. */
export function BoostRest({
  episode,
  position_s,
  playing,
  app,
  sent_at,
}: Pick<BoostJson, 'episode' | 'position_s' | 'playing' | 'app' | 'sent_at'>) {
  const place = formatPlace(episode, position_s)
  return (
    <p className="boost-rest">
      {place && <span>{place}</span>}
      {playing && (
        <span className="boost-playing" title={t('It was on as this was sent')}>
          ♪ <bdi>{playing}</bdi>
        </span>
      )}
      <span className="boost-sent">
        {app && (
          <>
            <bdi className="boost-app" title={app}>
              {app}
            </bdi>
            {' · '}
          </>
        )}
        <time dateTime={sent_at} title={formatInstant(sent_at)}>
          {formatDay(sent_at)}
        </time>
      </span>
    </p>
  )
}
