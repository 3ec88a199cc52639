import type { Happening, SendingCondition, SendingRuleJson } from '#api/contract/outgoing.ts'
import { formatCount } from '#client/format/sats.ts'

/** What happens, for a choice. */
export const HAPPENINGS: Record<Happening, string> = {
  arrived: 'a boost arrives',
  reported: 'a boost is reported that no wallet received yet',
  read: 'a boost was read on air',
}
const VERBS: Record<Happening, string> = {
  arrived: 'comes',
  reported: 'is reported and not received yet',
  read: 'was read on air',
}

/** A rule as a sentence: `When a boost of at least 10,000 sats comes to Linux Unplugged, tell Discord.` */
export function formatRule({
  event,
  show,
  condition,
  way,
}: Pick<SendingRuleJson, 'event' | 'show' | 'way'> & { condition: SendingCondition }): string {
  const { action, app, from, words, first } = condition
  const what = [
    first ? 'somebody’s first' : action === 'auto' ? 'a scheduled' : 'a',
    first && action === 'auto' ? 'scheduled boost' : 'boost',
    ...amountOf(condition),
    ...(from === null ? [] : [`by ${from}`]),
    ...(app === null ? [] : [`with ${app}`]),
    ...(words === null ? [] : [`saying “${words}”`]),
    ...(first || action !== 'boost' ? [] : ['(none by schedule)']),
  ].join(' ')
  const where = show === null ? 'to any show' : event === 'arrived' ? `to ${show.title}` : `for ${show.title}`
  const verb = VERBS[event]
  return event === 'arrived'
    ? `When ${what} ${verb} ${where}, tell ${way}.`
    : `When ${what} ${show === null ? 'for any show' : where} ${verb}, tell ${way}.`
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
