import { createStore } from '#client/lib/store.ts'
import { createStoredChoice, createStoredText, createTabSwitch } from '#client/lib/stored.ts'

/** Whether this page plays alerts. Of each tab by itself, so that a sound is not heard from all that are open; a reload leaves it on. */
export const isPlaying = createTabSwitch('alerts')
/** What has come and is not played yet, the next first. */
export const waiting = createStore<readonly { id: string; said: string }[]>([])
/** What is played at the moment. */
export const playingNow = createStore<string | null>(null)
/** Why nothing is heard, where it is known. */
export const trouble = createStore<string | null>(null)
export const isMuted = createStore(false)
export const volume = createStoredChoice('alert-volume', ['100', '70', '40', '20'])
/** Where MIDI notes go, by the port's name. */
export const midiPort = createStoredText('midi-port')
