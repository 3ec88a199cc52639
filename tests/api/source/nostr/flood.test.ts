import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { getSource } from '#api/source/connection/list-sources.ts'
import { createNostrSource } from '#api/source/nostr/nostr.ts'
import { connectRelay, type RelayLimits } from '#api/source/nostr/relay/connect-relay.ts'
import { askInParts, listEvents } from '#api/source/nostr/relay/list-events.ts'
import { startSources } from '#api/source/run/start-sources.ts'
import { addTestSource } from '#tests/helper/follow.ts'
import { type FakeNostrRelay, startFakeNostrRelay } from '#tests/helper/nostr/fake-nostr-relay.ts'
import { makeBoostMeBitchNote, makePerson, makeProfile, SHOW_GUID } from '#tests/helper/nostr/make-note.ts'
import { createTestContext } from '#tests/helper/test-context.ts'
import { until } from '#tests/helper/until.ts'

const PLENTY: RelayLimits = {
  answer: { events: 1_000, bytes: 1_000_000 },
  unasked: { messages: 1_000, bytes: 1_000_000 },
  forged: 1_000,
}
const FLOODS = 'It sends far more than it was asked for.'

let fake: FakeNostrRelay
const tide = makePerson()
const filter = { kinds: [1], '#i': [`podcast:guid:${SHOW_GUID}`] }

beforeEach(async () => {
  fake = await startFakeNostrRelay()
})
afterEach(() => fake.close())

async function connect(limits: Partial<RelayLimits>) {
  const relay = await connectRelay(fake.url, {
    signal: new AbortController().signal,
    limits: { ...PLENTY, ...limits },
  })
  onTestFinished(() => relay.close())
  return relay
}

const notes = (count: number) =>
  Array.from({ length: count }, (_, index) => makeBoostMeBitchNote(tide, { at: 1_790_000_000 + index }))

/** Signed by nobody. */
function forge(count: number) {
  const [note] = notes(1)
  if (note)
    for (let at = 0; at < count; at++) fake.keepOnly({ ...note, id: at.toString(16).padStart(64, '0') })
}

describe('a relay that sends more than can be read', () => {
  it('is listed whole in smaller pages, where only a page was too much', async () => {
    const all = notes(40)
    for (const note of all) fake.keepOnly(note)
    const relay = await connect({ answer: { events: 1_000, bytes: 10_000 } })
    const ids: string[] = []
    for await (const page of listEvents(relay, filter)) ids.push(...page.map(({ id }) => id))
    expect(ids.sort()).toEqual(all.map(({ id }) => id).sort())
  })

  it('is asked of fewer keys at once, where all of them were too much', async () => {
    const people = Array.from({ length: 8 }, makePerson)
    for (const person of people) fake.keepOnly(makeProfile(person, { name: 'x'.repeat(1_000) }))
    const relay = await connect({ answer: { events: 1_000, bytes: 4_000 } })
    const found = await askInParts(relay, { kinds: [0], authors: people.map(({ key }) => key) })
    expect(found.map(({ pubkey }) => pubkey).sort()).toEqual(people.map(({ key }) => key).sort())
  })

  it('is left where one event is too much', async () => {
    for (const note of notes(2)) fake.keepOnly(note)
    const relay = await connect({ answer: { events: 1_000, bytes: 100 } })
    await expect(listEvents(relay, filter).next()).rejects.toThrow(FLOODS)
  })

  it('is left where nobody signed what it sends', async () => {
    forge(10)
    const relay = await connect({ forged: 5 })
    await expect(relay.ask(filter)).rejects.toThrow(FLOODS)
    await expect(relay.lost).rejects.toMatchObject({ code: 'floods' })
  })

  it('is left where it tells too much by itself', async () => {
    const relay = await connect({ unasked: { messages: 5, bytes: 1_000_000 } })
    relay.listen([filter], { onEvent: () => {}, onRefused: () => {} })
    await until('it listens', () => fake.asked.length > 0)
    for (const note of notes(10)) await fake.publish(note)
    await expect(relay.lost).rejects.toThrow(FLOODS)
  })

  it('leaves others their turn between two messages, however many come together', async () => {
    const relay = await connect({})
    let turn = 0
    let next = setImmediate(function count() {
      turn++
      next = setImmediate(count)
    })
    onTestFinished(() => clearImmediate(next))
    const turns: number[] = []
    relay.listen([filter], { onEvent: () => turns.push(turn), onRefused: () => {} })
    await until('it listens', () => fake.asked.length > 0)
    await Promise.all(notes(30).map((note) => fake.publish(note)))
    await until('all came', () => turns.length === 30)
    expect(new Set(turns).size).toBe(30)
  })
})

it('says on the sources page that a relay floods, and rests from it', async () => {
  const ctx = await createTestContext()
  let sources = startSources(ctx, [createNostrSource()])
  const other = await startFakeNostrRelay()
  onTestFinished(async () => {
    await sources.stop()
    await other.close()
    await ctx.close()
  })
  const { id: show_id } = await ctx.db
    .insertInto('shows')
    .values({ slug: 'harbour', title: 'Harbour Lights', status: 'kept' })
    .returning('id')
    .executeTakeFirstOrThrow()
  await ctx.db.insertInto('show_names').values({ kind: 'guid', value: SHOW_GUID, show_id }).execute()
  forge(150)
  await addTestSource(ctx, 'nostr', { relays: [fake.url, other.url] })
  const said = async () => {
    const { relays } = await getSource(ctx.db, 'my-nostr')
    return relays?.find(({ url }) => url === fake.url)?.problem
  }
  await until('it is seen', async () => typeof (await said()) === 'string')
  expect(await said()).toBe(`${FLOODS} It is asked again after an hour.`)
  const [asked, askedOther] = [fake.asked.length, other.asked.length]
  await sources.stop()
  sources = startSources(ctx, [createNostrSource()])
  await until('the other is asked again', () => other.asked.length > askedOther)
  expect(await said()).toBe(`${FLOODS} It is asked again after an hour.`)
  expect(fake.asked).toHaveLength(asked)
})
