/** What a host can do while reading. */
export type ReadAction =
  | 'next'
  | 'forward'
  | 'back'
  | 'skip'
  | 'hold'
  | 'star'
  | 'undo'
  | 'blank'
  | 'mirror'
  | 'larger'
  | 'smaller'
  | 'follow'
  | 'new'
  | 'seen'
  | 'help'
  | 'leave'
  | 'first'
  | 'last'

/** Keys that always work, those of clickers and foot pedals among them. */
const KEYS: Record<string, ReadAction> = {
  ' ': 'next',
  Enter: 'next',
  PageDown: 'next',
  PageUp: 'back',
  ArrowRight: 'forward',
  ArrowDown: 'forward',
  ArrowLeft: 'back',
  ArrowUp: 'back',
  Home: 'first',
  End: 'last',
  Escape: 'leave',
}

/** Single letters and signs, which can be turned off (WCAG 2.1.4). */
const LETTERS: Record<string, ReadAction> = {
  s: 'skip',
  h: 'hold',
  '*': 'star',
  u: 'undo',
  '.': 'blank',
  b: 'blank',
  m: 'mirror',
  '+': 'larger',
  '=': 'larger',
  '-': 'smaller',
  f: 'follow',
  n: 'new',
  d: 'seen',
  '?': 'help',
}

/**
 * What a key does; null where it does nothing here.
 * @param arrowsRead whether arrows say "read", as some pedals send them
 */
export function actionOfKey(
  { key, ctrlKey, metaKey, altKey }: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>,
  { letters, arrowsRead }: { letters: boolean; arrowsRead: boolean },
): ReadAction | null {
  if ((ctrlKey || metaKey) && !altKey && key.toLowerCase() === 'z') return 'undo'
  if (ctrlKey || metaKey || altKey) return null
  const action = KEYS[key]
  if (action) return action === 'forward' && arrowsRead ? 'next' : action
  return letters ? (LETTERS[key.toLowerCase()] ?? null) : null
}
