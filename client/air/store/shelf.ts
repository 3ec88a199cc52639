import { type IDBPDatabase, openDB } from 'idb'
import type { SegmentJson } from '#api/contract/air/segment.ts'
import type { Pending } from '#client/air/store/pending.ts'
import type { Shown } from '#client/air/store/places.ts'

/** What a device keeps of a show's open segment, so that it can be read with the server gone. */
export type Kept = { show: string; segment: SegmentJson; pending: Pending[]; places: Shown[] }

const NAME = 'readout-air'
let opened: Promise<IDBPDatabase | null> | null = null

/** The device's own database, null where the browser keeps none (a private window). */
function open(): Promise<IDBPDatabase | null> {
  opened ??= openDB(NAME, 1, {
    upgrade: (db) => void db.createObjectStore('segments', { keyPath: 'show' }),
  }).catch(() => null)
  return opened
}

/** @returns whether it is kept: not in a window that forgets */
export async function keep(kept: Kept): Promise<boolean> {
  const db = await open()
  if (!db) return false
  try {
    await db.put('segments', kept)
    return true
  } catch {
    return false
  }
}

export async function recall(show: string): Promise<Kept | null> {
  const db = await open()
  const found: Kept | undefined = await db?.get('segments', show).catch(() => undefined)
  return found ?? null
}

/** Forgets everything: the device may be somebody else's next. */
export async function forgetShelf(): Promise<void> {
  const db = await open()
  await db?.clear('segments').catch(() => {})
}
