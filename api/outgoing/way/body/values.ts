import { sayAmount, sayPosition } from '#api/air/notes/format.ts'
import type { Values } from '#api/air/notes/template/render-template.ts'
import type { OutgoingBody } from '#api/contract/outgoing/told.ts'
import { oneLine, withoutTurns } from '#api/lib/one-line.ts'

/** In letters: what all services that Readout has a body for take. */
const MESSAGE = 1_500
const EXCERPT = 280

/** What a template can say. Of what is of no boost there is `fact`, a sentence; else that is nothing. */
export function valuesOf({ id, event, boost, fact }: OutgoingBody): Values {
  if (!boost)
    return {
      ...NOTHING,
      id,
      event,
      fact: oneLine(fact?.said ?? ''),
      show: oneLine(fact?.show?.title ?? ''),
      sent_at: fact?.at ?? '',
    }
  const { supporter, message, show, episode, app, position_s, playing } = boost
  return {
    id,
    event,
    fact: '',
    reported: boost.claim === 'unproven',
    amount: sayAmount(boost),
    sats: Math.trunc((boost.claim === 'unproven' ? (boost.claimed_msat ?? 0) : boost.counted_msat) / 1000),
    name: oneLine(supporter.name),
    message: cut(withoutTurns(message ?? ''), MESSAGE),
    excerpt: cut(oneLine(message ?? ''), EXCERPT),
    show: oneLine(show.title),
    episode: oneLine(episode?.title ?? ''),
    app: oneLine(app ?? ''),
    playing: oneLine(playing ?? ''),
    position: position_s === null ? '' : sayPosition(position_s),
    sent_at: boost.sent_at,
  }
}

const NOTHING: Values = {
  reported: false,
  amount: '',
  sats: '',
  name: '',
  message: '',
  excerpt: '',
  episode: '',
  app: '',
  playing: '',
  position: '',
}

/** Whole letters, as people see them. */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text
  const letters = [...new Intl.Segmenter().segment(text.slice(0, most))].map(({ segment }) => segment)
  return `${letters.slice(0, -1).join('')}…`
}
