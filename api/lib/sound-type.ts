/** What sound a file is by its first bytes, whatever it is called; null for what is no sound. */
export function soundType(bytes: Buffer): string | null {
  const at = (from: number, to: number) => bytes.toString('latin1', from, to)
  if (at(0, 4) === 'RIFF' && at(8, 12) === 'WAVE') return 'audio/wav'
  if (at(0, 4) === 'OggS') return 'audio/ogg'
  if (at(0, 4) === 'fLaC') return 'audio/flac'
  if (at(4, 8) === 'ftyp') return 'audio/mp4'
  if (at(0, 3) === 'ID3') return 'audio/mpeg'
  const [first = 0, second = 0] = bytes
  // A frame of MPEG audio begins with eleven bits that are set; layer 0 is none.
  return first === 0xff && (second & 0xe0) === 0xe0 && (second & 0x06) !== 0 ? 'audio/mpeg' : null
}
