import { type IDBPDatabase, openDB } from 'idb'

const NAME = 'readout-air'

let opened: Promise<IDBPDatabase | null> | null = null
const listeners = new Set<() => void>()

/** The device's own database, null where the browser keeps none (a private window). */
function open(): Promise<IDBPDatabase | null> {
  opened ??= openDB(NAME, 1, {
    upgrade: (db) => void db.createObjectStore('segments', { keyPath: 'show' }),
  }).catch(() => null)
  return opened
}

/**
 * Values that this device keeps, so that they can be read with the server gone.
 * @param name of the database's store, which says under which of its fields a value is kept
 */
export function createOfflineStore<Value>(name: 'segments') {
  return {
    /** @returns whether it is kept: not in a window that forgets */
    async keep(value: Value): Promise<boolean> {
      const db = await open()
      if (!db) return false
      try {
        await db.put(name, value)
        return true
      } catch {
        return false
      }
    },
    async recall(key: string): Promise<Value | null> {
      const db = await open()
      const found: Value | undefined = await db?.get(name, key).catch(() => undefined)
      return found ?? null
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
  const db = await open()
  for (const name of db?.objectStoreNames ?? []) await db?.clear(name).catch(() => {})
}
