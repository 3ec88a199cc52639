import type {
  FactHappening,
  Happening,
  SendingCondition,
  SendingRuleJson,
} from '#api/contract/outgoing/rule.ts'
import { formatCount } from '#client/format/sats.ts'
import { t } from '#client/outgoing/words.ts'

/** What happens, for a choice. */
export const HAPPENINGS: Record<Happening, string> = {
  arrived: t('a boost arrives'),
  reported: t('a boost is reported that no wallet received yet'),
  proven: t('a wallet receives what was only reported before'),
  read: t('a boost was read on air'),
  round: t('a show comes to a round number'),
  silent: t('a wallet cannot be heard'),
  closed: t('a month’s books are closed'),
  goal: t('a goal is reached'),
}
const VERBS = {
  arrived: t('comes'),
  reported: t('is reported and not received yet'),
  proven: t('was reported and is received now'),
  read: t('was read on air'),
}

/** Whether it is of no one boost. */
export function isFact(event: Happening): event is FactHappening {
  return event === 'round' || event === 'silent' || event === 'closed' || event === 'goal'
}

type Said = Pick<SendingRuleJson, 'event' | 'show' | 'way'> & { condition: SendingCondition }

/** A rule as a sentence: `When a boost of at least 10,000 sats comes to Linux Unplugged, tell Discord.` */
export function formatRule(rule: Said): string {
  const { event, show, condition, way } = rule
  if (isFact(event)) return t('When {factOf}, tell {way}.', { factOf: factOf(event, rule), way })
  const what = boostOf(condition)
  const where =
    show === null
      ? t('to any show')
      : event === 'arrived'
        ? t('to {title}', { title: show.title })
        : t('for {title}', { title: show.title })
  const verb = VERBS[event]
  return event === 'arrived'
    ? t('When {what} {verb} {where}, tell {way}.', { what, verb, where, way })
    : t('When {what} {part} {verb}, tell {way}.', {
        what,
        part: show === null ? t('for any show') : where,
        verb,
        way,
      })
}

function boostOf(condition: SendingCondition): string {
  const { action, app, from, words, first, remote } = condition
  return [
    action === 'auto'
      ? first
        ? t('somebody’s first scheduled boost')
        : t('a scheduled boost')
      : first
        ? t('somebody’s first boost')
        : t('a boost'),
    ...amountOf(condition),
    ...(from === null ? [] : [t('by {from}', { from })]),
    ...(app === null ? [] : [t('with {app}', { app })]),
    ...(words === null ? [] : [t('saying “{words}”', { words })]),
    ...(remote === null
      ? []
      : [remote === 'theirs' ? t('during another’s music') : t('from another’s show')]),
    ...(first || action !== 'boost' ? [] : [t('(none by schedule)')]),
  ].join(' ')
}

function factOf(event: FactHappening, { show, condition }: Said): string {
  const whose = show === null ? t('any show') : show.title
  if (event === 'round')
    return t('{whose} comes to another {every} {counts}', {
      whose,
      every: formatCount(condition.every),
      counts: condition.counts,
    })
  if (event === 'closed') return t('a month’s books are closed for {whose}', { whose })
  if (event === 'goal') return t('{whose} reaches a goal', { whose })
  const time = condition.hours === 1 ? t('an hour') : t('{hours} hours', { hours: condition.hours })
  return show === null
    ? t('a wallet was not heard for {time}', { time })
    : t('a wallet of {title} was not heard for {time}', { title: show.title, time })
}

function amountOf({ min_sats, max_sats }: SendingCondition): string[] {
  if (min_sats !== null && max_sats !== null)
    return [
      t('of {minSats} to {maxSats} sats', { minSats: formatCount(min_sats), maxSats: formatCount(max_sats) }),
    ]
  if (min_sats !== null) return [t('of at least {minSats} sats', { minSats: formatCount(min_sats) })]
  return max_sats === null ? [] : [t('of at most {maxSats} sats', { maxSats: formatCount(max_sats) })]
}

/** `It would have told 12 times in the last 30 days.` */
export function formatTried(times: number): string {
  if (times === 0) return t('In the last 30 days it would not have told of anything.')
  return t(
    '{times, plural, one {In the last 30 days it would have told once.} other {In the last 30 days it would have told # times.}}',
    { times },
  )
}
