import type { OverlayAlert } from '#api/contract/overlay.ts'

type Sound = OverlayAlert['rule']['sound']
/** Frequency in hertz, when it begins and how long it sounds, in seconds. */
type Tone = readonly [hertz: number, at: number, length: number]

/** Made of tones, so that nothing is loaded and nobody's rights are touched. */
const TONES: Record<Sound, readonly Tone[]> = {
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

let context: AudioContext | null = null

/** Plays a sound; where the browser lets no page sound before it was clicked, nothing. */
export function playSound(sound: Sound): void {
  const tones = TONES[sound]
  if (tones.length === 0 || !('AudioContext' in window)) return
  context ??= new AudioContext()
  const { currentTime, destination } = context
  if (context.state === 'suspended') void context.resume()
  for (const [hertz, at, length] of tones) {
    const begin = currentTime + at
    const tone = new OscillatorNode(context, { type: 'triangle', frequency: hertz })
    const gain = new GainNode(context, { gain: 0 })
    gain.gain.setValueAtTime(0, begin)
    gain.gain.linearRampToValueAtTime(LOUD, begin + 0.01)
    gain.gain.exponentialRampToValueAtTime(0.0001, begin + length)
    tone.connect(gain).connect(destination)
    tone.start(begin)
    tone.stop(begin + length)
  }
}
