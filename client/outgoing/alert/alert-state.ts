import { createStore } from '#client/lib/store.ts'
import { createStoredChoice } from '#client/lib/stored.ts'

const KEY = 'readout.alerts'

/** Whether this page plays alerts. Of each tab by itself, so that a sound is not heard from all that are open; a reload leaves it on. */
export const isPlaying = createTabSwitch()
/** What has come and is not played yet, the next first. */
export const waiting = createStore<readonly { id: string; said: string }[]>([])
/** What is played at the moment. */
export const playingNow = createStore<string | null>(null)
/** Why nothing is heard, where it is known. */
export const trouble = createStore<string | null>(null)
export const isMuted = createStore(false)
export const volume = createStoredChoice('alert-volume', ['100', '70', '40', '20'])
/** Where MIDI notes go, by the port's name. */
export const midiPort = createStore<string>(read('readout.midi-port', localStorageOf) ?? '')

/** Keeps the port on this device. */
export function chooseMidiPort(name: string): void {
  midiPort.set(name)
  write('readout.midi-port', name, localStorageOf)
}

function createTabSwitch() {
  const store = createStore(read(KEY, sessionStorageOf) === 'on')
  return {
    ...store,
    set: (on: boolean) => {
      write(KEY, on ? 'on' : 'off', sessionStorageOf)
      store.set(on)
    },
  }
}

function localStorageOf(): Storage {
  return localStorage
}

function sessionStorageOf(): Storage {
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
