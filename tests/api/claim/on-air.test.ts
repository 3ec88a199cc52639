import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { writeNotes } from '#api/air/notes/write-notes.ts'
import { closeSegment } from '#api/air/segment/close-segment.ts'
import { patchSettings } from '#api/air/settings/patch-settings.ts'
import { recordClaims } from '#api/claim/record-claims.ts'
import type { SegmentJson } from '#api/contract/air/segment.ts'
import { msat } from '#api/contract/msat.ts'
import { boost, boostsOf, current, makeMark, mark, segment } from '#tests/helper/air.ts'
import { makeClaim } from '#tests/helper/make-claim.ts'
import { makeReport, recordPayments } from '#tests/helper/record-payments.ts'
import { shareDatabase } from '#tests/helper/share-database.ts'
import type { TestContext } from '#tests/helper/test-context.ts'

const makeContext = shareDatabase()
let ctx: TestContext
let show: number
beforeEach(async () => {
  ctx = await makeContext()
  await sql`truncate shows, wallets, supporters, sources cascade`.execute(ctx.db)
  await boost(ctx, 'winebear', 25_000)
  show = (await ctx.db.selectFrom('shows').select('id').executeTakeFirstOrThrow()).id
})
afterEach(() => ctx.close())

async function claimed(sender: string): Promise<string> {
  const [told] = await recordClaims(ctx.db, [
    makeClaim(show, {
      sent_at: new Date('2026-11-22T20:00:30Z'),
      reading: { sender: { name: sender }, message: `Words of ${sender}`, claimed_msat: msat(7_000_000) },
    }),
  ])
  if (!told?.boost_id) throw new Error('The claim made no boost')
  return told.boost_id
}

const unproven = ({ sections }: SegmentJson): string[] =>
  sections.flatMap((one) => (one.kind === 'unproven' ? one.groups.map((group) => group.supporter.name) : []))
const close = (id: string, carry_unread = false) =>
  closeSegment(ctx.db, id, { carry_unread, as_of: null }, ctx.now())

describe('what no wallet received, on air', () => {
  it('stays in a closed segment where it was read, and goes on where it was held or is carried', async () => {
    const [read, held] = [await claimed('kestrel'), await claimed('lowtide'), await claimed('gale')]
    const first = await current(ctx)
    expect(unproven(first).sort()).toEqual(['gale', 'kestrel', 'lowtide'])
    await mark(ctx, [makeMark(read, { status: 'read' }), makeMark(held, { status: 'held' })])
    const closed = await segment(ctx, await close(first.id))
    expect(unproven(closed)).toEqual(['kestrel'])
    expect(closed.totals).toEqual(first.totals)
    const second = await current(ctx)
    expect(unproven(second)).toContain('lowtide')
    expect(second.totals).toMatchObject({ boosts: 0, counted_msat: 0, received_msat: 0 })
    await close(second.id, true)
    expect(unproven(await current(ctx))).toContain('lowtide')
  })

  it('is in the notes once it was read, with its words and in no sum', async () => {
    const read = await claimed('kestrel')
    await claimed('lowtide')
    const { id } = await current(ctx)
    const notes = async () => (await writeNotes(ctx.db, id, 'md', ctx.now())).text
    expect(await notes()).not.toContain('Also read')
    await mark(ctx, [makeMark(read, { status: 'read' })])
    const text = await notes()
    expect(text).toContain('Also read')
    expect(text).toContain('Words of kestrel')
    expect(text).not.toContain('Words of lowtide')
    expect(text).toContain('25,000')
    expect(text).not.toContain('32,000')
    await close(id)
    expect(await notes()).toBe(text)
  })

  it('counts once a payment proves it, by the same id, also after it was read and closed', async () => {
    const read = await claimed('kestrel')
    const { id } = await current(ctx)
    await mark(ctx, [makeMark(read, { status: 'read' })])
    await close(id)
    const proof = {
      app_name: 'Podverse',
      sender_name: 'kestrel',
      message: 'Words of kestrel',
      value_msat_total: 7_000_000,
    }
    const [paid] = await recordPayments(
      ctx.db,
      makeReport({ settled_at: '2026-11-22T20:00:00Z', amount_msat: 7_000_000, boostagram: proof }),
    )
    expect(paid?.boost_id).not.toBeNull()
    const known = await ctx.db.selectFrom('boosts').selectAll().where('id', '=', read).executeTakeFirst()
    expect(known).toMatchObject({ received_msat: 7_000_000, payment_count: 1 })
    expect(boostsOf(await segment(ctx, id)).map((one) => one.id)).toContain(read)
  })

  it('stands nowhere, or among the others by what was claimed, as the show chooses', async () => {
    const told = await claimed('kestrel')
    await patchSettings(ctx.db, show, { unproven: 'hidden' })
    expect(boostsOf(await current(ctx)).map((one) => one.id)).not.toContain(told)
    await patchSettings(ctx.db, show, { unproven: 'read' })
    const json = await current(ctx)
    expect(unproven(json)).toEqual([])
    expect(boostsOf(json).map((one) => one.id)).toContain(told)
    expect(json.totals).toMatchObject({ boosts: 1, counted_msat: 25_000_000 })
  })
})
