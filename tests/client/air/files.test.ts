import fc from 'fast-check'
import { parseBuffer } from 'music-metadata'
import { describe, expect, it } from 'vitest'
import { tagLength, withChapters } from '#client/air/end/mp3/id3.ts'
import { mp3Seconds } from '#client/air/end/mp3/mp3-length.ts'
import { writeMp3 } from '#client/air/end/mp3/write-mp3.ts'
import { recordedAt } from '#client/air/recording/file/recorded-at.ts'

/** So many frames of silence at 64 kbit/s, 44,100 Hz: layer III of MPEG 1. */
function sound(frames: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(frames * 208)
  for (let at = 0; at < bytes.length; at += 208) bytes.set([0xff, 0xfb, 0x50, 0xc0], at)
  return bytes
}
const ascii = (text: string) => new TextEncoder().encode(text)
const joined = (...parts: Uint8Array[]) => Uint8Array.from(parts.flatMap((part) => [...part]))
const number = (value: number, base = 256) =>
  Uint8Array.from([3, 2, 1, 0], (place) => Math.floor(value / base ** place) % base)

type Given = { version: 2 | 3 | 4; flags?: number; base?: 128 | 256; extended?: Uint8Array }

/** A tag as another program writes it. */
function tagOf(
  frames: [id: string, data: Uint8Array, flags?: number][],
  given: Given,
): Uint8Array<ArrayBuffer> {
  const { version, flags = 0, base = version === 4 ? 128 : 256, extended = new Uint8Array() } = given
  const body = joined(
    extended,
    ...frames.map(([id, data, own = 0]) =>
      joined(ascii(id), number(data.length, base), Uint8Array.of(0, own), data),
    ),
    new Uint8Array(20),
  )
  return joined(ascii('ID3'), Uint8Array.of(version, 0, flags), number(body.length, 128), body)
}

const latin = (text: string) => joined(Uint8Array.of(0), ascii(text))
const picture = joined(Uint8Array.of(0), ascii('image/png\0'), Uint8Array.of(3, 0, 0xff, 0, 0xff, 0xe0, 1))
const chapters = [
  { start_s: 0, title: 'Boost: northwoods' },
  { start_s: 12.5, title: 'Boost: „Ünïcode“ 🦆' },
  { start_s: 61.001, title: 'Thanks' },
]

/** What an independent reader finds. */
async function read(file: Blob | Uint8Array) {
  const bytes = file instanceof Blob ? new Uint8Array(await file.arrayBuffer()) : file
  const { format, common } = await parseBuffer(bytes, { mimeType: 'audio/mpeg' }, { duration: true })
  return {
    chapters: format.chapters?.map(({ title, start, end }) => ({ title, start, end })),
    title: common.title,
    picture: common.picture?.[0]?.data.length,
    duration: format.duration,
  }
}

describe('chapters in an MP3', () => {
  it.each<[string, Uint8Array<ArrayBuffer>, string | undefined]>([
    ['without a tag', new Uint8Array(), undefined],
    [
      'with a tag of 2.3',
      tagOf(
        [
          ['TIT2', latin('Episode 12')],
          ['APIC', picture],
        ],
        { version: 3 },
      ),
      'Episode 12',
    ],
    [
      'with a tag of 2.4',
      tagOf(
        [
          ['TIT2', latin('Episode 12')],
          ['APIC', picture],
        ],
        { version: 4 },
      ),
      'Episode 12',
    ],
    [
      'with an extended header',
      tagOf([['TIT2', latin('Episode 12')]], {
        version: 3,
        flags: 0x40,
        extended: joined(number(6), new Uint8Array(6)),
      }),
      'Episode 12',
    ],
    [
      'with sizes of 2.4 written as those of 2.3',
      tagOf(
        [
          ['TIT2', latin(`Episode 12 ${'x'.repeat(300)}`)],
          ['APIC', picture],
        ],
        { version: 4, base: 256 },
      ),
      `Episode 12 ${'x'.repeat(300)}`,
    ],
    [
      'with a tag that was kept from looking like sound',
      tagOf(
        [
          ['TIT2', latin('Episode 12')],
          ['APIC', joined(picture.slice(0, -5), Uint8Array.of(0xff, 0, 0, 0xff, 0, 0xe0, 1))],
        ],
        {
          version: 3,
          flags: 0x80,
        },
      ),
      'Episode 12',
    ],
  ])('%s are there for any player, and all else is as it was', async (_, tag, title) => {
    const audio = sound(4000)
    const written = await writeMp3(new Blob([tag, audio]), chapters)
    const found = await read(written)
    const end = (4000 * 208 * 8) / 64_000
    expect(found.chapters).toEqual([
      { title: 'Boost: northwoods', start: 0, end: 12.5 },
      { title: 'Boost: „Ünïcode“ 🦆', start: 12.5, end: 61.001 },
      { title: 'Thanks', start: 61.001, end: expect.closeTo(end, 0) },
    ])
    expect(found.title).toBe(title)
    const bytes = new Uint8Array(await written.arrayBuffer())
    expect(Buffer.compare(bytes.subarray(tagLength(bytes)), audio)).toBe(0)
    // Written once more they take the place of the first ones.
    const again = await read(await writeMp3(written, chapters.slice(0, 1)))
    expect(again).toMatchObject({ title, picture: found.picture })
    expect(again.chapters).toHaveLength(1)
  })

  it('are read back as they were given, whatever their titles and times', () =>
    fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(
          fc.record({
            ms: fc.nat(36_000_000),
            title: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }),
          }),
          {
            selector: ({ ms }) => ms,
            minLength: 1,
            maxLength: 40,
          },
        ),
        fc.constantFrom(3, 4),
        async (made, version) => {
          const given = made
            .map(({ ms, title }) => ({ start_s: ms / 1000, title: title.replaceAll('\0', '').trim() || 'x' }))
            .sort((a, b) => a.start_s - b.start_s)
          const tag = withChapters(tagOf([], { version: version === 3 ? 3 : 4 }), given, 36_000)
          const found = await read(joined(tag, sound(3)))
          expect(found.chapters?.map(({ start, title }) => ({ start_s: start, title }))).toEqual(given)
        },
      ),
      { numRuns: 60 },
    ))

  it('are refused where a file cannot take them, in words', async () => {
    await expect(writeMp3(new Blob(['no sound at all']), chapters)).rejects.toThrow('This is no MP3')
    const old = joined(ascii('ID3'), Uint8Array.of(2, 0, 0), number(10, 128), new Uint8Array(10))
    await expect(writeMp3(new Blob([old, sound(5)]), chapters)).rejects.toThrow('ID3 2.2')
    const broken = joined(
      ascii('ID3'),
      Uint8Array.of(3, 0, 0),
      number(30, 128),
      ascii('TIT2'),
      new Uint8Array(26).fill(0xfe),
    )
    await expect(writeMp3(new Blob([broken, sound(5)]), chapters)).rejects.toThrow('cannot be read')
    const many = Array.from({ length: 256 }, (_, at) => ({ start_s: at, title: 'x' }))
    await expect(writeMp3(new Blob([sound(5)]), many)).rejects.toThrow('255 chapters')
  })

  it('end where the sound does, by its frames, or by the count that encoders note', async () => {
    const plain = sound(1000)
    expect(mp3Seconds(plain.slice(0, 4000), plain.length)).toBeCloseTo((await read(plain)).duration ?? 0, 0)
    const noted = sound(3)
    noted.set(joined(ascii('Xing'), number(1), number(5000)), 4 + 17)
    expect(mp3Seconds(noted, noted.length)).toBeCloseTo((5000 * 1152) / 44_100, 5)
  })
})

describe('a recorder’s file', () => {
  const chunk = (name: string, data: Uint8Array) =>
    joined(ascii(name), number(data.length).reverse(), data, new Uint8Array(data.length % 2))
  const wave = (...chunks: Uint8Array[]) =>
    new Blob([ascii('RIFF'), number(0), ascii('WAVE'), ...chunks.map((one) => Uint8Array.from(one))])
  const extension = (moment: string) => {
    const data = new Uint8Array(602)
    data.set(ascii(moment), 320)
    return chunk('bext', data)
  }
  const box = (name: string, ...data: Uint8Array[]) => {
    const body = joined(...data)
    return joined(number(body.length + 8), ascii(name), body)
  }
  const begun = Date.parse('2026-11-22T20:14:30Z')
  const seconds = begun / 1000 + 2_082_844_800

  it('says when it was begun: a WAV by the recorder’s clock, after whatever stands before', async () => {
    const format = chunk('fmt ', new Uint8Array(17))
    const found = await recordedAt(
      wave(format, extension('2026-11-2221:14:30'), chunk('data', new Uint8Array(100))),
    )
    expect(found).toEqual({ at: new Date(2026, 10, 22, 21, 14, 30), isExact: false })
  })

  it('says so as MP4 too, wherever its header lies, short or long', async () => {
    const type = box('ftyp', ascii('M4A '), number(0))
    const short = box('mvhd', number(0), number(seconds), number(seconds))
    const long = box(
      'mvhd',
      Uint8Array.of(1, 0, 0, 0),
      number(Math.floor(seconds / 2 ** 32)),
      number(seconds % 2 ** 32),
    )
    const sound = box('mdat', new Uint8Array(5000))
    const movie = (header: Uint8Array) =>
      new Blob([joined(type, sound, box('moov', box('free', number(0)), header))])
    for (const header of [short, long])
      expect(await recordedAt(movie(header))).toEqual({ at: new Date(begun), isExact: true })
  })

  it('says nothing where its clock was never set, or it is another kind of file', async () => {
    expect(await recordedAt(wave(extension('0000-00-0000:00:00')))).toBeNull()
    expect(await recordedAt(wave(chunk('data', new Uint8Array(10))))).toBeNull()
    const type = box('ftyp', ascii('M4A '), number(0))
    expect(
      await recordedAt(new Blob([joined(type, box('moov', box('mvhd', new Uint8Array(20))))])),
    ).toBeNull()
    for (const bytes of [new Uint8Array(), ascii('OggS and more than that'), type])
      expect(await recordedAt(new Blob([bytes]))).toBeNull()
  })
})
