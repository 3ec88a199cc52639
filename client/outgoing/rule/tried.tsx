import type { RuleTried } from '#api/contract/outgoing/rule.ts'
import { BoostAmount } from '#client/boost/boost-amount.tsx'
import { formatDay } from '#client/format/day.ts'
import { formatTried } from '#client/outgoing/rule/format-rule.ts'
import { t } from '#client/outgoing/words.ts'

/** What a rule would have told of. */
export function Tried({ tried: { times, last, facts } }: { tried: RuleTried }) {
  return (
    <div role="status">
      <p>{formatTried(times)}</p>
      {times > 0 && (
        <ul className="plain-list" aria-label={t('The last of them')}>
          {last.map((boost) => (
            <li key={boost.id}>
              <bdi>{boost.supporter.name}</bdi> <BoostAmount boost={boost} unit />{' '}
              <span className="meta">{formatDay(boost.sent_at)}</span>
            </li>
          ))}
          {facts.map(({ said, at }) => (
            <li key={`${at} ${said}`} dir="auto">
              {said} <span className="meta">{formatDay(at)}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
