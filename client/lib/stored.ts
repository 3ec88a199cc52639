import { createStore, type Store } from '#client/lib/store.ts'

/**
 * A choice kept on this device, where it may be: storage can be forbidden, and then lasts as long as the page.
 * @param choices the first of them is the default
 */
export function createStoredChoice<Choice extends string>(
  name: string,
  choices: readonly [Choice, ...Choice[]],
): Store<Choice> {
  const key = `readout.${name}`
  const known = read(key)
  const store = createStore<Choice>(choices.find((choice) => choice === known) ?? choices[0])
  return {
    ...store,
    set: (choice) => {
      write(key, choice)
      store.set(choice)
    },
  }
}

function read(key: string): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}

function write(key: string, value: string): void {
  try {
    localStorage.setItem(key, value)
  } catch {
    // Kept in memory only.
  }
}
