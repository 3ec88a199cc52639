/** What an entry takes beside its key and bytes, roughly: promises, functions, its place in the map. */
const OVERHEAD = 2 * 1024

/** Values by their keys that together take no more than so many bytes. */
export type Shelf<T> = {
  get(key: string): T | undefined
  /** @returns counts bytes that the value takes, once they are known; of one that is gone, nothing */
  put(key: string, value: T): (bytes: number) => void
  drop(key: string): void
  dropWhere(isOver: (value: T) => boolean): void
}

type Place<T> = { value: T; bytes: number }

/**
 * An empty shelf. Where there is too much on it, what was not asked for the longest goes first.
 * @param most in bytes, the keys among them
 */
export function createShelf<T>(most: number): Shelf<T> {
  const places = new Map<string, Place<T>>()
  let bytes = 0

  const drop = (key: string) => {
    bytes -= places.get(key)?.bytes ?? 0
    places.delete(key)
  }
  const grow = (key: string, place: Place<T>, by: number) => {
    if (places.get(key) !== place) return
    place.bytes += by
    bytes += by
    // What alone is too much does not push out the others.
    if (place.bytes > most) drop(key)
    for (const oldest of places.keys()) {
      if (bytes <= most) return
      drop(oldest)
    }
  }

  return {
    get(key) {
      const place = places.get(key)
      if (!place) return undefined
      places.delete(key)
      places.set(key, place)
      return place.value
    },
    put(key, value) {
      drop(key)
      const place: Place<T> = { value, bytes: 0 }
      places.set(key, place)
      // A letter takes up to two bytes.
      grow(key, place, OVERHEAD + 2 * key.length)
      return (more) => grow(key, place, more)
    },
    drop,
    dropWhere(isOver) {
      for (const [key, { value }] of places) if (isOver(value)) drop(key)
    },
  }
}
