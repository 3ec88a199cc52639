import { type IDBPDatabase, openDB } from 'idb'

/** What this device keeps, each in a database of its own, and the field under which a value is found. */
const STORES = {
  segments: { database: 'readout-air', key: 'show' },
  answers: { database: 'readout-answers', key: 'query' },
} as const
type Name = keyof typeof STORES

const opened = new Map<Name, Promise<IDBPDatabase | null>>()
const listeners = new Set<() => void>()

/** Null where the browser keeps none (a private window). */
function open(name: Name): Promise<IDBPDatabase | null> {
  const { database, key } = STORES[name]
  const known = opened.get(name)
  if (known) return known
  const fresh = openDB(database, 1, {
    upgrade: (db) => void db.createObjectStore(name, { keyPath: key }),
  }).catch(() => null)
  opened.set(name, fresh)
  return fresh
}

/** Values that this device keeps, so that they can be read with the server gone. */
export function createOfflineStore<Value>(name: Name) {
  return {
    /** @returns whether it is kept: not in a window that forgets */
    async keep(value: Value): Promise<boolean> {
      const db = await open(name)
      if (!db) return false
      try {
        await db.put(name, value)
        return true
      } catch {
        return false
      }
    },
    async recall(key: string): Promise<Value | null> {
      const db = await open(name)
      const found: Value | undefined = await db?.get(name, key).catch(() => undefined)
      return found ?? null
    },
    /** Begins anew where there are more than so many. */
    async limit(most: number): Promise<void> {
      const db = await open(name)
      const count = await db?.count(name).catch(() => 0)
      if (count && count > most) await forget(name)
    },
  }
}

/** Calls the listener when everything is forgotten, to forget what the page holds too. */
export function onForget(listener: () => void): void {
  listeners.add(listener)
}

/** Forgets everything: the device may be somebody else's next. */
export async function forgetDevice(): Promise<void> {
  for (const listener of listeners) listener()
  await Promise.all([forget('segments'), forgetAnswers()])
}

/** Forgets what lists read: another person may not see the same. */
export function forgetAnswers(): Promise<void> {
  return forget('answers')
}

async function forget(name: Name): Promise<void> {
  const db = await open(name)
  await db?.clear(name).catch(() => {})
}
