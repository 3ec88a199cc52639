/** Blocks of the ustar format (POSIX.1-2017, pax, "ustar Interchange Format"), so that anybody's tar opens a backup. */
export const BLOCK = 512

/** A file in the archive: header, content and the padding up to a full block. */
export function* tarEntry(name: string, content: Buffer): Generator<Buffer> {
  yield tarHeader(name, content.length)
  yield content
  yield Buffer.alloc(paddingOf(content.length))
}

/** The end of an archive. */
export function tarEnd(): Buffer {
  return Buffer.alloc(2 * BLOCK)
}

/** Bytes between a content of this size and the next header. */
export function paddingOf(size: number): number {
  return (BLOCK - (size % BLOCK)) % BLOCK
}

/**
 * Reads a header block.
 * @returns null at the end of the archive
 * @throws Error where the block is no header
 */
export function readTarHeader(block: Buffer): { name: string; size: number } | null {
  if (block.every((byte) => byte === 0)) return null
  const size = Number.parseInt(block.toString('latin1', 124, 136), 8)
  if (Number.parseInt(block.toString('latin1', 148, 156), 8) !== checksumOf(block) || !(size >= 0))
    throw new Error('no header of a tar archive')
  return { name: block.toString('latin1', 0, block.indexOf(0)), size }
}

function tarHeader(name: string, size: number): Buffer {
  const block = Buffer.alloc(BLOCK)
  const octal = (value: number, digits: number) => `${value.toString(8).padStart(digits, '0')}\0`
  block.write(name, 0, 100, 'latin1')
  block.write(octal(0o600, 7), 100)
  block.write(octal(0, 7), 108)
  block.write(octal(0, 7), 116)
  block.write(octal(size, 11), 124)
  block.write(octal(0, 11), 136)
  block.write('0', 156)
  block.write('ustar\x0000', 257)
  block.write(`${checksumOf(block).toString(8).padStart(6, '0')}\0 `, 148)
  return block
}

/** The sum of all bytes, those of the checksum itself taken as spaces. */
function checksumOf(block: Buffer): number {
  let sum = 8 * 0x20
  for (let at = 0; at < BLOCK; at++) if (at < 148 || at >= 156) sum += block[at] ?? 0
  return sum
}
