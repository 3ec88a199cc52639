import type { PublicGoal, PublicShowRef } from '#api/contract/public.ts'
import { type Html, html, type Piece } from '#api/page/html.ts'
import type { Format } from '#api/public/page/format.ts'
import { satsOf, shortTitle } from '#api/public/page/parts.ts'

/** A goal: how far it has come, where an even pace would be today, and when it is reached if all goes on so. */
export function goalPart(
  goal: PublicGoal,
  show: Pick<PublicShowRef, 'slug' | 'time_zone'>,
  format: Format,
): Html {
  const { id, title, episode, reached_percent, pace_percent } = goal
  const isReached = goal.reached_at !== null || reached_percent >= 100
  const done = Math.min(100, reached_percent)
  const rest = [when(goal, format), isReached ? null : pace(goal, format)].filter(Boolean)
  return html`
    <section class="goal${isReached && ' is-reached'}">
      ${isReached && html`<p class="hurrah">${rays()}${celebrate(goal, show.time_zone, format)}</p>`}
      <p class="said"><strong id="goal-${id}" dir="auto">${title}</strong> <span class="meta">${amounts(goal, format)}</span></p>
      <div class="bar"><progress aria-labelledby="goal-${id}" max="100" value="${done}">${done} %</progress>${
        pace_percent !== null &&
        !isReached &&
        html`<svg class="pace-line" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true"><path d="M${Math.min(99.7, pace_percent)} 0v1"/></svg>`
      }</div>
      ${
        (rest.length > 0 || episode) &&
        html`<p class="meta">${episode && [format.say('goal.for', { episode: html`<a href="/s/${show.slug}/e/${episode.id}"><bdi>${shortTitle(episode.title, format)}</bdi></a>` }), rest.length > 0 && ' · ']}${rest.map((piece, at) => [at > 0 && ' · ', piece])}</p>`
      }
    </section>`
}

/** The first that is not reached yet, else the first. */
export function chiefGoal(goals: readonly PublicGoal[]): PublicGoal | undefined {
  return goals.find(({ reached_percent }) => reached_percent < 100) ?? goals[0]
}

/** `61,000 of 100,000 sats`, or in percent. */
export function amounts({ target, reached, currency, reached_percent }: PublicGoal, format: Format): string {
  if (target === null || reached === null) return format.percent(reached_percent)
  return currency === null
    ? format.t('goal.of-sats', {
        reached: format.count(reached),
        target: format.count(target),
        unit: satsOf(target * 1000, format),
      })
    : format.t('goal.of', {
        reached: format.money(reached, currency),
        target: format.money(target, currency),
      })
}

function celebrate({ reached_at }: PublicGoal, timeZone: string, format: Format): string {
  return reached_at === null
    ? format.t('goal.reached')
    : format.t('goal.reached-on', { day: format.day(reached_at, timeZone) })
}

/** What the goal is of. */
function when({ period, starts, ends }: PublicGoal, format: Format): string | null {
  if (period === 'month' && starts) return format.month(starts.slice(0, 7))
  if (period === 'year' && starts) return starts.slice(0, 4)
  if (starts && ends)
    return format.t('goal.season', { from: format.plainDay(starts), to: format.plainDay(ends) })
  return starts && format.t('goal.since', { from: format.plainDay(starts) })
}

function pace({ pace_percent, expected_on, ends }: PublicGoal, format: Format): Piece {
  const even = pace_percent !== null && format.t('goal.even', { percent: format.percent(pace_percent) })
  const late = expected_on !== null && ends !== null && expected_on > ends
  const expected =
    expected_on !== null &&
    format.t(late ? 'goal.expected-late' : 'goal.expected', { day: format.plainDay(expected_on) })
  return [even, even && expected && ' · ', expected]
}

/** A burst, drawn once and still. */
function rays(): Html {
  const lines = Array.from({ length: 12 }, (_, at) => {
    const angle = (at * Math.PI) / 6
    const point = (far: number) =>
      `${(12 + far * Math.cos(angle)).toFixed(1)} ${(12 + far * Math.sin(angle)).toFixed(1)}`
    return `M${point(5)}L${point(at % 2 === 0 ? 11 : 8.5)}`
  })
  return html`<svg class="rays" viewBox="0 0 24 24" aria-hidden="true"><path d="${lines.join('')}"/></svg>`
}
