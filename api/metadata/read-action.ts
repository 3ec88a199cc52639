import type { Action } from '#api/contract/action.ts'

const ACTIONS: Record<string, Action> = {
  boost: 'boost',
  boostagram: 'boost',
  auto: 'auto',
  autoboost: 'auto',
  stream: 'stream',
  streaming: 'stream',
}

/** The action in any capitals; `streaming` is `stream`. Null where it is none of ours. */
export function readAction(value: unknown): Action | null {
  return typeof value === 'string' ? (ACTIONS[value.trim().toLowerCase()] ?? null) : null
}
