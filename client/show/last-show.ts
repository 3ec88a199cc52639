import { createStore, type Store } from '#client/lib/store.ts'

const KEY = 'readout.air-show'

/** The show that was on air here last, so that the page opens with the server gone too. */
export const lastShow: Store<string | null> & { forget: () => void } = createKept()

function createKept(): Store<string | null> & { forget: () => void } {
  const store = createStore(read())
  return {
    ...store,
    forget: () => {
      try {
        localStorage.removeItem(KEY)
      } catch {
        // It was kept in memory only.
      }
      store.set(null)
    },
    set: (slug) => {
      try {
        if (slug) localStorage.setItem(KEY, slug)
      } catch {
        // Kept in memory only.
      }
      store.set(slug)
    },
  }
}

function read(): string | null {
  try {
    return localStorage.getItem(KEY)
  } catch {
    return null
  }
}
