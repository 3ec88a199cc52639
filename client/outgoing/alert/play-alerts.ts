import type { AlertJson } from '#api/contract/outgoing/way.ts'
import { get } from '#client/lib/request.ts'
import { serverNow } from '#client/lib/server-clock.ts'
import {
  isMuted,
  midiPort,
  playingNow,
  trouble,
  volume,
  waiting,
} from '#client/outgoing/alert/alert-state.ts'
import { playNote } from '#client/outgoing/alert/midi.ts'
import { t } from '#client/outgoing/words.ts'

/** What comes later than that is not played: a page that slept would play the whole night's. */
const LATE_MS = 60_000
/** More than these at once is noise; the oldest are left out. */
const MOST_WAITING = 30
/** One that does not end by itself. */
const LONGEST_MS = 60_000

const queue: AlertJson[] = []
let isBusy = false
let current: HTMLAudioElement | null = null

/** Asks what an alert is, and plays it once those before are done. */
export async function takeAlert(id: string): Promise<void> {
  const alert = await get('/alerts/{id}', { id }).catch(() => null)
  if (!alert || serverNow() - Date.parse(alert.at) > LATE_MS * 2) return
  queue.push(alert)
  if (queue.length > MOST_WAITING) queue.shift()
  tell()
  await playAll()
}

/** Plays one thing at once, e.g. to try how loud it is; it says in `trouble` where it cannot. */
export async function playSound(id: string): Promise<void> {
  const audio = new Audio(`/api/v1/sounds/${id}`)
  audio.volume = isMuted.get() ? 0 : Number(volume.get()) / 100
  current = audio
  const ended = new Promise<void>((resolve) => {
    audio.addEventListener('ended', () => resolve(), { once: true })
    audio.addEventListener('error', () => resolve(), { once: true })
    audio.addEventListener('pause', () => resolve(), { once: true })
    setTimeout(resolve, LONGEST_MS)
  })
  try {
    await audio.play()
    trouble.set(null)
    await ended
  } catch (error) {
    trouble.set(
      error instanceof DOMException && error.name === 'NotAllowedError'
        ? t('The browser plays nothing before you click on this page once.')
        : t('The browser cannot play this sound.'),
    )
  } finally {
    audio.pause()
    current = null
  }
}

/** Ends what is played, and leaves out what waits. */
export function stopAlerts(): void {
  queue.length = 0
  tell()
  current?.pause()
}

async function playAll(): Promise<void> {
  if (isBusy) return
  isBusy = true
  try {
    for (let next = queue.shift(); next; next = queue.shift()) {
      tell()
      playingNow.set(next.said || next.way)
      await playOne(next)
      playingNow.set(null)
    }
  } finally {
    isBusy = false
  }
}

async function playOne({ sound, midi }: AlertJson): Promise<void> {
  if (isMuted.get()) return
  if (midi && midiPort.get() !== '' && !(await playNote(midi, midiPort.get())))
    trouble.set(t('The MIDI port “{get}” is not there.', { get: midiPort.get() }))
  if (sound !== null) await playSound(sound)
}

function tell(): void {
  waiting.set(queue.map(({ id, said, way }) => ({ id, said: said || way })))
}
