import type { Me } from '#api/contract/auth.ts'

const KEY = 'readout.me'

/** Who was signed in here last, kept on the device until they sign out. */
export const keptMe = {
  get(): Me | null {
    try {
      return JSON.parse(localStorage.getItem(KEY) ?? 'null')
    } catch {
      return null
    }
  },
  set(me: Me | null): void {
    try {
      if (me) localStorage.setItem(KEY, JSON.stringify(me))
      else localStorage.removeItem(KEY)
    } catch {
      // Storage can be forbidden; then the page needs the server.
    }
  },
}
