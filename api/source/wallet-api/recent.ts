/** What was recorded of late, so that looks that overlap do not record it again. */
export type Recent = {
  /** Whether nothing was looked at yet: what is found then is no news. */
  isEmpty(): boolean
  has(key: string, at: number): boolean
  note(key: string, at: number): void
  /** Ends a look, and forgets what the next one does not reach. */
  forgetBefore(at: number): void
}

export function createRecent(): Recent {
  const known = new Map<string, number>()
  let isEmpty = true
  return {
    isEmpty: () => isEmpty,
    has: (key, at) => known.get(key) === at,
    note: (key, at) => known.set(key, at),
    forgetBefore: (at) => {
      isEmpty = false
      for (const [key, noted] of known) if (noted < at) known.delete(key)
    },
  }
}

/** What of a page is news, and what notes it once it is recorded. */
export function newsOf<Item>(
  recent: Recent,
  items: readonly Item[],
  keyOf: (item: Item) => string,
  markOf: (item: Item) => number,
): { news: Item[]; recorded(): void } {
  const news = items.filter((item) => !recent.has(keyOf(item), markOf(item)))
  return {
    news,
    recorded: () => {
      for (const item of news) recent.note(keyOf(item), markOf(item))
    },
  }
}
