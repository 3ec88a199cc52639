import { makeId } from '#client/lib/make-id.ts'

const KEY = 'readout.device'

/** Names this browser among a person's devices. */
export const deviceId: string = readOrMake()

function readOrMake(): string {
  const made = makeId()
  try {
    const known = localStorage.getItem(KEY)
    if (known) return known
    localStorage.setItem(KEY, made)
  } catch {
    // It lasts as long as the page.
  }
  return made
}
