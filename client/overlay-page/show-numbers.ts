import type { OverlayNumbers } from '#api/contract/overlay.ts'
import { auto, element, part } from '#client/overlay-page/element.ts'

/** So many goals leave room for the picture. */
const GOALS = 2

/** Shows goals, leaderboard and ticker, those of them that are wanted. */
export function showNumbers({ goals, leaderboard, ticker }: OverlayNumbers): void {
  fill('.overlay-goals', goals.slice(0, GOALS).map(goalBar))
  fill('.overlay-board', leaderboard ? board(leaderboard) : [])
  fill(
    '.overlay-ticker',
    ticker.map((text) => auto(element('span', '', text))),
  )
}

function fill(selector: string, children: Node[]): void {
  const place = part(selector)
  place.hidden = children.length === 0
  place.replaceChildren(...children)
}

function goalBar({ title, said, percent, pace_percent }: OverlayNumbers['goals'][number]): Node {
  const bar = element('progress', '')
  Object.assign(bar, { max: 100, value: Math.min(100, percent), ariaLabel: title })
  const mark = pace_percent !== null && percent < 100 && element('i', 'overlay-pace')
  if (mark) mark.style.insetInlineStart = `${Math.min(99.5, pace_percent)}%`
  return element(
    'div',
    `overlay-goal${percent >= 100 ? ' is-reached' : ''}`,
    element('p', '', auto(element('strong', 'overlay-name', title)), element('span', 'overlay-said', said)),
    element('div', 'overlay-bar', bar, mark),
  )
}

function board({ title, rows }: NonNullable<OverlayNumbers['leaderboard']>): Node[] {
  const items = rows.map(({ name, amount }) =>
    element('li', '', auto(element('span', 'overlay-name', name)), element('b', 'overlay-said', amount)),
  )
  return [element('h2', '', title), element('ol', '', ...items)]
}
