import { randomBytes } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createPageCache, type PageCache } from '#api/public/serve/page-cache.ts'

const MIB = 1024 * 1024
let isUp: boolean
let made: string[]
let pages: PageCache

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] })
  isUp = true
  made = []
  pages = createPageCache({
    live: { subscribe: () => () => {}, isUp: () => isUp },
    stopping: new AbortController().signal,
  })
})
afterEach(() => {
  vi.useRealTimers()
})

const ask = (key: string, text: string | Buffer = Buffer.alloc(MIB)) =>
  pages.get(key, async () => {
    made.push(key)
    return { type: 'text/plain', text, show: null }
  })

/** Asks for so many that nobody asked for before. */
async function askForOthers(count: number, name: string): Promise<void> {
  for (let n = 0; n < count; n++) await ask(`${name} ${n}`)
  made.length = 0
}

describe('what is kept of pages', () => {
  it('takes no more than 32 MiB: what was not asked for the longest goes first', async () => {
    await ask('asked for')
    await ask('left')
    await askForOthers(20, 'some')
    await ask('asked for')
    await askForOthers(11, 'more')
    await ask('asked for')
    await ask('left')
    expect(made).toEqual(['left'])
  })

  it('counts its compressed forms, and its keys', async () => {
    for (let n = 0; n < 12; n++) {
      const kept = await ask(`page ${n}`, randomBytes(MIB))
      await Promise.all([kept.packed('br'), kept.packed('gzip')])
    }
    await ask('page 0')
    expect(made).toHaveLength(13)
    for (let n = 0; n < 40; n++) await ask(`${n}`.padEnd(MIB / 2), '')
    made.length = 0
    await ask('0'.padEnd(MIB / 2), '')
    expect(made).toHaveLength(1)
  })

  it('is over after its time, and takes no place of others then', async () => {
    await ask('lasting')
    isUp = false
    await askForOthers(20, 'soon over')
    vi.advanceTimersByTime(3_000)
    isUp = true
    await askForOthers(15, 'later')
    await ask('lasting')
    expect(made).toEqual([])
    vi.advanceTimersByTime(60_000)
    await ask('lasting')
    expect(made).toEqual(['lasting'])
  })
})
