import type { Action } from '#api/contract/action.ts'

const ACTIONS: Record<string, Action> = {
  boost: 'boost',
  boosts: 'boost',
  boosting: 'boost',
  boostagram: 'boost',
  auto: 'auto',
  autoboost: 'auto',
  autoboosts: 'auto',
  stream: 'stream',
  streams: 'stream',
  streaming: 'stream',
  autostream: 'stream',
  streamingsats: 'stream',
}

/** The action in any capitals and spelling, `streaming` and `auto-boost` among them. Null where it is none of ours. */
export function readAction(value: unknown): Action | null {
  return typeof value === 'string' ? (ACTIONS[value.replace(/[\s_-]/g, '').toLowerCase()] ?? null) : null
}
