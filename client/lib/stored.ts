import { createStore, type Store } from '#client/lib/store.ts'

/**
 * A choice kept on this device, where it may be: storage can be forbidden, and then lasts as long as the page.
 * @param choices the first of them is the default
 */
export function createStoredChoice<Choice extends string>(
  name: string,
  choices: readonly [Choice, ...Choice[]],
): Store<Choice> {
  const readChoice = (text: string | null) => choices.find((choice) => choice === text) ?? choices[0]
  return createStored(name, readChoice, (choice) => choice, onDevice)
}

/** The same of any text. */
export function createStoredText(name: string): Store<string> {
  return createStored(
    name,
    (text) => text ?? '',
    (text) => text,
    onDevice,
  )
}

/** Whether something is on in this tab: a reload leaves it so, and other tabs have their own. */
export function createTabSwitch(name: string): Store<boolean> {
  return createStored(
    name,
    (text) => text === 'on',
    (on) => (on ? 'on' : 'off'),
    inTab,
  )
}

function createStored<Value>(
  name: string,
  parse: (text: string | null) => Value,
  format: (value: Value) => string,
  storage: () => Storage,
): Store<Value> {
  const key = `readout.${name}`
  const store = createStore(parse(read(key, storage)))
  return {
    ...store,
    set: (value) => {
      write(key, format(value), storage)
      store.set(value)
    },
  }
}

function onDevice(): Storage {
  return localStorage
}

function inTab(): Storage {
  return sessionStorage
}

function read(key: string, storage: () => Storage): string | null {
  try {
    return storage().getItem(key)
  } catch {
    return null
  }
}

function write(key: string, value: string, storage: () => Storage): void {
  try {
    storage().setItem(key, value)
  } catch {
    // Kept in memory only.
  }
}
