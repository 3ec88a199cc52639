import type { SegmentBoost, SegmentGroup } from '#api/contract/air/section.ts'
import { formatHistory, formatWarning, STATUS_WORDS } from '#client/air/format-segment.ts'
import { say, t } from '#client/air/words.ts'
import { BoostAmount } from '#client/boost/boost-amount.tsx'
import { formatDay } from '#client/format/day.ts'
import { formatPlace } from '#client/format/episode.ts'
import { formatMoney } from '#client/format/money.ts'
import { formatSats, satsOf } from '#client/format/sats.ts'
import { nameOf } from '#client/format/supporter.ts'
import { Chip } from '#client/ui/chip.tsx'

/** A supporter: who and how much, then what they say, then the rest in small words. */
export function GroupSlide({ group }: { group: SegmentGroup }) {
  const { supporter, say_as, about, boosts, counted_msat, value, fiat, badges, history } = group
  const { told, folded } = foldSilent(boosts)
  const words = [
    ...badges,
    ...(boosts.length === 1 ? (boosts[0]?.badges ?? []) : []),
    ...(history ? formatHistory(history, boosts) : []),
  ]
  const isUnproven = boosts.every(({ claim }) => claim === 'unproven')
  return (
    <article className="slide">
      <h1 className="slide-who">
        <bdi>{nameOf(supporter)}</bdi> {isUnproven && boosts[0] && <BoostAmount boost={boosts[0]} unit />}{' '}
        {isUnproven && <Chip tone="warn">{t('unproven')}</Chip>}
        {counted_msat > 0 && (
          <span className="sats">
            {formatSats(counted_msat)} {satsOf(counted_msat)}
          </span>
        )}{' '}
        {fiat.map((money) => (
          <span className="sats" key={money.currency}>
            {formatMoney(money)}{' '}
          </span>
        ))}
        {value && <span className="slide-value">{formatMoney(value)}</span>}
      </h1>
      {(say_as || about) && (
        <p className="slide-say">
          {say_as && <>{say('say it “{sayAs}”', { sayAs: <bdi>{say_as}</bdi> })}</>}
          {say_as && about && ' · '}
          {about && <bdi>{about}</bdi>}
        </p>
      )}
      {told.map((boost) => (
        <Message key={boost.id} boost={boost} isOneOfMany={boosts.length > 1} />
      ))}
      {folded.length > 0 && <p className="slide-more">{formatFolded(folded, told.length > 0)}</p>}
      {words.length > 0 && (
        <p className="slide-chips">
          {words.map((word) => (
            <Chip key={word}>{word}</Chip>
          ))}
        </p>
      )}
    </article>
  )
}

/** What has no word to be read is told in one line, where there is more than that, or where there are many. */
function foldSilent(boosts: readonly SegmentBoost[]): { told: SegmentBoost[]; folded: SegmentBoost[] } {
  const { told = [], folded = [] } = Object.groupBy(boosts, ({ message, item, warnings }) =>
    message === null && item.note === null && warnings.length === 0 ? 'folded' : 'told',
  )
  return boosts.length > 1 ? { told, folded } : { told: [...boosts], folded: [] }
}

/** `and 3 more without a message, 15,086 sats` */
function formatFolded(boosts: readonly SegmentBoost[], isMore: boolean): string {
  const msat = boosts.reduce((sum, boost) => sum + boost.counted_msat, 0)
  const count = isMore
    ? t('and {count} more', { count: boosts.length })
    : t('{count, plural, one {# boost} other {# boosts}}', { count: boosts.length })
  return t('{count} without a message{part}', {
    count,
    part: msat > 0 ? `, ${formatSats(msat)} ${satsOf(msat)}` : '',
  })
}

function Message({ boost, isOneOfMany }: { boost: SegmentBoost; isOneOfMany: boolean }) {
  const { message, episode, position_s, playing, app, sent_at, warnings, item, badges } = boost
  const place = formatPlace(episode, position_s)
  const { status, note, starred } = item
  const isSilent = isOneOfMany && message === null
  return (
    <section className={`slide-boost is-${status}${isSilent ? ' is-silent' : ''}`}>
      {isOneOfMany && (
        <p className="slide-part">
          <BoostAmount boost={boost} />
          {badges.map((badge) => (
            <Chip key={badge}>{badge}</Chip>
          ))}
        </p>
      )}
      {!isSilent && (
        <p className="slide-message" dir="auto">
          {message ?? <span className="slide-silent">{t('No message')}</span>}
        </p>
      )}
      {note && (
        <p className="slide-note" dir="auto">
          {note}
        </p>
      )}
      <p className="slide-rest">
        {status !== 'unread' && <Chip tone="ok">{STATUS_WORDS[status]}</Chip>}
        {starred && <Chip>{t('starred')}</Chip>}
        {warnings.map((warning) => (
          <Chip key={`${warning.kind} ${warning.text}`} tone="warn">
            {formatWarning(warning)}
          </Chip>
        ))}
        <span>{[place, playing && `♪ ${playing}`, app, formatDay(sent_at)].filter(Boolean).join(' · ')}</span>
      </p>
    </section>
  )
}
