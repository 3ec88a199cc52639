import type { MidiNote } from '#api/contract/outgoing/way.ts'

const NOTE_ON = 0x90
const NOTE_OFF = 0x80

/** The names of what MIDI can be sent to; the browser asks whether it may. Null where it has no MIDI, or may not. */
export async function listMidiPorts(): Promise<string[] | null> {
  const access = await openMidi()
  return access && [...access.outputs.values()].map(({ name }) => name ?? '').filter((name) => name !== '')
}

/** Plays a note on a port. @returns whether there is one of this name */
export async function playNote({ channel, note, velocity, ms }: MidiNote, port: string): Promise<boolean> {
  const access = await openMidi()
  const output = access && [...access.outputs.values()].find(({ name }) => name === port)
  if (!output) return false
  output.send([NOTE_ON + channel - 1, note, velocity])
  output.send([NOTE_OFF + channel - 1, note, 0], performance.now() + ms)
  return true
}

/** Only pages over https, or of this machine, have it. */
async function openMidi(): Promise<MIDIAccess | null> {
  try {
    return (await navigator.requestMIDIAccess?.()) ?? null
  } catch {
    return null
  }
}
