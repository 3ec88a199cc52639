import type { OverlaySound } from '#api/contract/overlay.ts'
import type { Medium } from '#client/overlay-page/media.ts'
import { stand } from '#client/overlay-page/stand.ts'

/** Frequency in hertz, when it begins and how long it sounds, in seconds. */
type Tone = readonly [hertz: number, at: number, length: number]

/** Made of tones, so that nothing is loaded and nobody's rights are touched. */
const TONES: Record<OverlaySound, readonly Tone[]> = {
  none: [],
  chime: [
    [880, 0, 0.5],
    [1318.5, 0.14, 0.7],
  ],
  bell: [
    [660, 0, 1.4],
    [1320, 0, 0.9],
    [1980, 0, 0.5],
  ],
  coin: [
    [987.8, 0, 0.09],
    [1318.5, 0.09, 0.4],
  ],
  fanfare: [
    [523.3, 0, 0.18],
    [659.3, 0.16, 0.18],
    [784, 0.32, 0.18],
    [1046.5, 0.48, 0.8],
    [784, 0.48, 0.8],
  ],
}
const LOUD = 0.18

/** Nothing is heard for longer, whatever a file says of itself. */
const LONGEST_S = 30
/** A browser that lets a page sound does so at once. */
const ALLOWED_MS = 500

let context: AudioContext | null = null

/** Whether a sound is one that is made here. */
export function isTone(sound: string): sound is OverlaySound {
  return Object.hasOwn(TONES, sound)
}

/** Plays a sound of tones; where the browser lets no page sound before it was clicked, nothing. */
export function playTone(sound: OverlaySound): void {
  const tones = TONES[sound]
  const audio = tones.length === 0 ? null : openAudio()
  if (!audio) return
  const { currentTime, destination } = audio
  for (const [hertz, at, length] of tones) {
    const begin = currentTime + at
    const tone = new OscillatorNode(audio, { type: 'triangle', frequency: hertz })
    const gain = new GainNode(audio, { gain: 0 })
    gain.gain.setValueAtTime(0, begin)
    gain.gain.linearRampToValueAtTime(LOUD, begin + 0.01)
    gain.gain.exponentialRampToValueAtTime(0.0001, begin + length)
    tone.connect(gain).connect(destination)
    tone.start(begin)
    tone.stop(begin + length)
  }
}

/** Plays a sound of the show's own to its end, or until the signal aborts; what cannot be played is nothing. */
export async function playMedium(medium: Medium | null, signal: AbortSignal): Promise<void> {
  const audio = medium && openAudio()
  // What is read is taken away from who has it.
  const buffer = audio && (await audio.decodeAudioData(medium.bytes.slice(0)).catch(() => null))
  if (!audio || !buffer) return
  // Where no page may sound, this never ends.
  await Promise.race([audio.resume(), stand(ALLOWED_MS, signal)])
  if (signal.aborted || audio.state !== 'running') return
  const source = new AudioBufferSourceNode(audio, { buffer })
  source.connect(audio.destination)
  source.start(0, 0, LONGEST_S)
  await stand(Math.min(buffer.duration, LONGEST_S) * 1000, signal)
  if (signal.aborted) source.stop()
}

function openAudio(): AudioContext | null {
  if (!('AudioContext' in window)) return null
  context ??= new AudioContext()
  if (context.state === 'suspended') void context.resume()
  return context
}
