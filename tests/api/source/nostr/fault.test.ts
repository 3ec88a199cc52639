import { expect, it, onTestFinished } from 'vitest'
import { startSources } from '#api/source/run/start-sources.ts'
import { FAULTS, runFaults } from '#tests/helper/fault-run.ts'
import { addTestSource } from '#tests/helper/follow.ts'
import { startFakeNostrRelay } from '#tests/helper/nostr/fake-nostr-relay.ts'
import { makeBoostMeBitchNote, makePerson, SHOW_GUID } from '#tests/helper/nostr/make-note.ts'
import { createTestContext } from '#tests/helper/test-context.ts'
import { until } from '#tests/helper/until.ts'

it(
  'records every note once whatever is cut and killed meanwhile',
  async () => {
    const ctx = await createTestContext()
    const relays = await Promise.all([startFakeNostrRelay(), startFakeNostrRelay()])
    onTestFinished(async () => {
      await Promise.all(relays.map((relay) => relay.close()))
      await ctx.close()
    })
    const { id } = await ctx.db
      .insertInto('shows')
      .values({ slug: 'harbour-lights', title: 'Harbour Lights', status: 'kept' })
      .returning('id')
      .executeTakeFirstOrThrow()
    await ctx.db.insertInto('show_names').values({ kind: 'guid', value: SHOW_GUID, show_id: id }).execute()
    const people = [makePerson(), makePerson()]
    const made: string[] = []
    const told: Promise<void>[] = []
    // Some are old when they come, as what bots pass on; most are on one relay only. What shares a second beyond what a relay gives
    // at once, it hides from everybody.
    const post = (age: number) => {
      const person = people[made.length % 2]
      if (!person) return
      const note = makeBoostMeBitchNote(person, {
        at: Math.floor(Date.now() / 1000) - age,
        message: `Note ${made.length}`,
      })
      made.push(note.id)
      for (const relay of relays.filter((_, at) => at === made.length % 2 || Math.random() < 0.3))
        if (Math.random() < 0.5) relay.keepOnly(note)
        else told.push(relay.publish(note))
    }
    for (const relay of relays) relay.behaviour.cap = 7
    for (let each = 0; each < 60; each++) post(each * 3600)
    await addTestSource(ctx, 'nostr', { relays: relays.map(({ url }) => url) })
    await runFaults(ctx, {
      settle: () => post(Math.floor(Math.random() * 70_000)),
      cut: () => {
        for (const relay of relays) if (Math.random() < 0.7) relay.cut()
      },
    })
    await Promise.all(told)
    const sources = startSources(ctx)
    onTestFinished(() => sources.stop())
    const refs = async () =>
      (await ctx.db.selectFrom('claims').select('ref').orderBy('ref').execute()).map(({ ref }) => ref)
    await until('all are recorded', async () => (await refs()).length >= made.length)
    expect(await refs()).toEqual([...made].sort())
    const boosts = await ctx.db
      .selectFrom('claims')
      .select('boost_id')
      .where('boost_id', 'is not', null)
      .execute()
    expect(new Set(boosts.map(({ boost_id }) => boost_id)).size).toBe(boosts.length)
  },
  60_000 + FAULTS * 1_000,
)
