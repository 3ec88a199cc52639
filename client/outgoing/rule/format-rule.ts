import type {
  FactHappening,
  Happening,
  SendingCondition,
  SendingRuleJson,
} from '#api/contract/outgoing/rule.ts'
import { formatCount } from '#client/format/sats.ts'

/** What happens, for a choice. */
export const HAPPENINGS: Record<Happening, string> = {
  arrived: 'a boost arrives',
  reported: 'a boost is reported that no wallet received yet',
  proven: 'a wallet receives what was only reported before',
  read: 'a boost was read on air',
  round: 'a show comes to a round number',
  silent: 'a wallet cannot be heard',
  closed: 'a month’s books are closed',
  goal: 'a goal is reached',
}
const VERBS = {
  arrived: 'comes',
  reported: 'is reported and not received yet',
  proven: 'was reported and is received now',
  read: 'was read on air',
}

/** Whether it is of no one boost. */
export function isFact(event: Happening): event is FactHappening {
  return event === 'round' || event === 'silent' || event === 'closed' || event === 'goal'
}

type Said = Pick<SendingRuleJson, 'event' | 'show' | 'way'> & { condition: SendingCondition }

/** A rule as a sentence: `When a boost of at least 10,000 sats comes to Linux Unplugged, tell Discord.` */
export function formatRule(rule: Said): string {
  const { event, show, condition, way } = rule
  if (isFact(event)) return `When ${factOf(event, rule)}, tell ${way}.`
  const what = boostOf(condition)
  const where = show === null ? 'to any show' : event === 'arrived' ? `to ${show.title}` : `for ${show.title}`
  const verb = VERBS[event]
  return event === 'arrived'
    ? `When ${what} ${verb} ${where}, tell ${way}.`
    : `When ${what} ${show === null ? 'for any show' : where} ${verb}, tell ${way}.`
}

function boostOf(condition: SendingCondition): string {
  const { action, app, from, words, first, remote } = condition
  return [
    first ? 'somebody’s first' : action === 'auto' ? 'a scheduled' : 'a',
    first && action === 'auto' ? 'scheduled boost' : 'boost',
    ...amountOf(condition),
    ...(from === null ? [] : [`by ${from}`]),
    ...(app === null ? [] : [`with ${app}`]),
    ...(words === null ? [] : [`saying “${words}”`]),
    ...(remote === null ? [] : [remote === 'theirs' ? 'during another’s music' : 'from another’s show']),
    ...(first || action !== 'boost' ? [] : ['(none by schedule)']),
  ].join(' ')
}

function factOf(event: FactHappening, { show, condition }: Said): string {
  const whose = show === null ? 'any show' : show.title
  if (event === 'round')
    return `${whose} comes to another ${formatCount(condition.every)} ${condition.counts}`
  if (event === 'closed') return `a month’s books are closed for ${whose}`
  if (event === 'goal') return `${whose} reaches a goal`
  const time = condition.hours === 1 ? 'an hour' : `${condition.hours} hours`
  return `a wallet${show === null ? '' : ` of ${show.title}`} was not heard for ${time}`
}

function amountOf({ min_sats, max_sats }: SendingCondition): string[] {
  if (min_sats !== null && max_sats !== null)
    return [`of ${formatCount(min_sats)} to ${formatCount(max_sats)} sats`]
  if (min_sats !== null) return [`of at least ${formatCount(min_sats)} sats`]
  return max_sats === null ? [] : [`of at most ${formatCount(max_sats)} sats`]
}

/** `It would have told 12 times in the last 30 days.` */
export function formatTried(times: number): string {
  if (times === 0) return 'In the last 30 days it would not have told of anything.'
  return `In the last 30 days it would have told ${times === 1 ? 'once' : `${formatCount(times)} times`}.`
}
