import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { connectRelay, type Relay } from '#api/source/nostr/relay/connect-relay.ts'
import { listEvents } from '#api/source/nostr/relay/list-events.ts'
import { type FakeNostrRelay, startFakeNostrRelay } from '#tests/helper/nostr/fake-nostr-relay.ts'
import { makeBoostMeBitchNote, makePerson, sign } from '#tests/helper/nostr/make-note.ts'

let fake: FakeNostrRelay
let relay: Relay
const ending = new AbortController()
const tide = makePerson()

beforeEach(async () => {
  fake = await startFakeNostrRelay()
  relay = await connectRelay(fake.url, { signal: ending.signal })
})
afterEach(async () => {
  relay.close()
  await fake.close()
})

const guid = (show: number) => `podcast:guid:show-${show}`
const filter = { kinds: [1], '#i': Array.from({ length: 8 }, (_, show) => guid(show)) }

/** @param at the second of each */
function keepNotes(count: number, at: (index: number) => number): string[] {
  return Array.from({ length: count }, (_, index) => {
    const note = makeBoostMeBitchNote(tide, {
      show: `show-${index % 8}`,
      at: at(index),
      msat: 1000 * (index + 1),
    })
    fake.keepOnly(note)
    return note.id
  }).sort()
}

async function list() {
  const ids: string[] = []
  for await (const page of listEvents(relay, filter)) ids.push(...page.map(({ id }) => id))
  return ids
}

describe('the past of a relay', () => {
  it.each([
    ['that gives few at a time', (index: number) => 1_000 + index],
    ['with many in one second', (index: number) => 1_000 + Math.floor(index / 6)],
  ])('%s is listed whole, each once', async (_, at) => {
    fake.behaviour.cap = 7
    const ids = keepNotes(60, at)
    expect((await list()).sort()).toEqual(ids)
  })

  it('that knows no end of a window is listed by fewer ids at once', async () => {
    fake.behaviour.cap = 10
    fake.behaviour.ignoresUntil = true
    const ids = keepNotes(60, (index) => 1_000 + index)
    expect([...new Set(await list())].sort()).toEqual(ids)
  })

  it('that is nothing ends at once', async () => {
    expect(await list()).toEqual([])
    expect(fake.asked).toHaveLength(1)
  })

  it('has nothing in it that is not signed by whom it names, or was not asked for', async () => {
    const good = makeBoostMeBitchNote(tide, { show: 'show-1' })
    const altered = makeBoostMeBitchNote(tide, { show: 'show-1', message: 'As signed' })
    fake.keepOnly(good)
    fake.keepOnly({ ...altered, content: 'As the relay likes it' })
    fake.keepOnly({ ...altered, id: 'ab'.repeat(32) })
    const { told, events } = await relay.ask(filter)
    expect(told).toBe(3)
    expect(events).toEqual([good])
    const other = sign(tide, { kind: 1, tags: [['i', guid(99)]], content: '' })
    fake.keepOnly(other)
    expect((await relay.ask({ kinds: [1], '#i': [guid(99)] })).events).toEqual([other])
  })
})

describe('a relay that a stranger named', () => {
  it.each(['ws://relay.example', 'wss://127.0.0.1', 'wss://[::1]:7000', 'wss://name:pass@relay.example'])(
    'is not %s',
    async (url) => {
      await expect(connectRelay(url, { signal: ending.signal, isForeign: true })).rejects.toThrow(
        'does not lead into the public internet',
      )
    },
  )

  it('is not a name of this machine either', async () => {
    const url = fake.url.replace('ws://127.0.0.1', 'wss://localhost')
    await expect(connectRelay(url, { signal: ending.signal, isForeign: true })).rejects.toThrow(
      'It cannot be reached.',
    )
    expect(fake.connections()).toBe(1)
  })
})
