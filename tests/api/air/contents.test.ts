import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { closeSegment } from '#api/air/segment/close-segment.ts'
import { patchSettings } from '#api/air/settings/patch-settings.ts'
import type { SegmentGroup } from '#api/contract/air/section.ts'
import { keepRates } from '#api/rate/store-rates.ts'
import { boost, boostIn, boostsOf, current, makeMark, mark, order, segment } from '#tests/helper/air.ts'
import { makeReport, recordPayments } from '#tests/helper/record-payments.ts'
import { shareDatabase } from '#tests/helper/share-database.ts'
import type { TestContext } from '#tests/helper/test-context.ts'

const makeContext = shareDatabase()

let ctx: TestContext

beforeAll(async () => {
  ctx = await makeContext()
})
afterAll(() => ctx.close())
beforeEach(async () => {
  await sql`truncate shows, wallets, supporters, sources cascade`.execute(ctx.db)
})

async function groupOf(name: string): Promise<SegmentGroup> {
  const json = await current(ctx)
  const groups = json.sections.flatMap((section) => (section.kind === 'streams' ? [] : section.groups))
  const found = groups.find((group) => group.supporter.name === name)
  if (!found) throw new Error(`No group of ${name}`)
  return found
}

const close = async (carry_unread = false) =>
  closeSegment(ctx.db, (await current(ctx)).id, { carry_unread, as_of: null }, ctx.now())

/** A day that comes after the tests' own, so that it is above every floor. */
const day = (number: number) => `2026-12-0${number}T12:00:00Z`

describe('what hosts are told of a supporter', () => {
  it('is the first boost, the n-th, the last time, the total, and the run of episodes', async () => {
    await boost(ctx, 'winebear', 1000, { settled_at: day(1), episode: '1: One' })
    await boost(ctx, 'kestrel', 1000, { settled_at: day(1), episode: '1: One' })
    await boost(ctx, 'somebody', 1000, { settled_at: day(2), episode: '2: Two' })
    await boost(ctx, 'winebear', 2000, { settled_at: day(2), episode: '2: Two' })
    await close()
    const third = await boost(ctx, 'winebear', 3000, { settled_at: day(3), episode: '3: Three' })
    const fourth = await boost(ctx, 'winebear', 4000, { settled_at: day(4), episode: '3: Three' })
    await boost(ctx, 'kestrel', 3000, { settled_at: day(4), episode: '3: Three' })
    const fresh = await boost(ctx, 'newcomer', 3000, { settled_at: day(4), episode: '3: Three' })

    const json = await current(ctx)
    expect(boostIn(json, third)).toMatchObject({ nth: 3, last_sent_at: '2026-12-02T12:00:00.000Z' })
    expect(boostIn(json, fourth)).toMatchObject({ nth: 4, last_sent_at: '2026-12-02T12:00:00.000Z' })
    expect(boostIn(json, fresh)).toMatchObject({ nth: 1, last_sent_at: null })
    expect((await groupOf('winebear')).history).toEqual({
      boost_count: 4,
      counted_msat: 10_000_000,
      last_sent_at: '2026-12-02T12:00:00.000Z',
      episode_run: 3,
    })
    expect((await groupOf('kestrel')).history).toMatchObject({ boost_count: 2, episode_run: 1 })
  })

  it('is nothing of an anonymous one', async () => {
    const id = await boost(ctx, 'anonymous', 3000)
    expect(boostIn(await current(ctx), id)).toMatchObject({ nth: null, last_sent_at: null })
    expect(await groupOf('Anonymous')).toMatchObject({ key: `b:${id}`, history: null })
  })

  it('is how to say the name, and what the hosts know', async () => {
    await boost(ctx, 'sirlurksalot', 3000)
    await sql`update supporters set say_as = 'sir lurks a lot', note = 'from Oslo'`.execute(ctx.db)
    expect(await groupOf('sirlurksalot')).toMatchObject({ say_as: 'sir lurks a lot', about: 'from Oslo' })
  })
})

describe('what hosts are told of a boost', () => {
  it("is what it is worth in the show's currency, where a rate is known", async () => {
    const id = await boost(ctx, 'winebear', 25_000, { settled_at: '2026-11-22T20:15:00Z' })
    expect(boostIn(await current(ctx), id).value).toBeNull()
    const quote = { at: new Date('2026-11-22T20:00:00Z'), seconds: 3600 as const, price: '89123.45' }
    await keepRates(ctx.db, 'USD', [quote], { origin: 'provider', source: 'test' })
    const worth = { amount_minor: 2228, currency: 'USD' }
    expect(boostIn(await current(ctx), id).value).toEqual(worth)
    expect((await groupOf('winebear')).value).toEqual(worth)
    await boost(ctx, 'winebear', 100, { settled_at: '2026-11-22T22:15:00Z' })
    expect((await groupOf('winebear')).value).toBeNull()
  })

  it("is what its number is called, also of a supporter's sum", async () => {
    const id = await boost(ctx, 'winebear', 1337)
    expect(boostIn(await current(ctx), id).badges).toEqual(['Leet'])
    expect((await groupOf('winebear')).badges).toEqual([])
    await boost(ctx, 'winebear', 885)
    expect((await groupOf('winebear')).badges).toEqual(['Row of ducks'])
    await patchSettings(ctx.db, (await showId()) ?? 0, {
      numerology: [{ kind: 'exact', sats: [1337], label: 'Elite speak' }],
    })
    expect(boostIn(await current(ctx), id).badges).toEqual(['Elite speak'])
  })

  it('is what to look at first', async () => {
    const id = await boost(ctx, 'whale42', 2000, { message: 'https://spam.example darn' })
    await sql`update boosts set claim = 'doubtful', claimed_msat = 2100000000, possible_double = true`.execute(
      ctx.db,
    )
    await patchSettings(ctx.db, (await showId()) ?? 0, { words: ['darn', 'whale'] })
    expect(boostIn(await current(ctx), id).warnings).toEqual([
      { kind: 'doubtful_claim', text: '2100000' },
      { kind: 'possible_double', text: null },
      { kind: 'link', text: 'https://spam.example' },
      { kind: 'word_in_message', text: 'darn' },
      { kind: 'word_in_name', text: 'whale' },
    ])
  })

  it('stays as it was when the segment is closed, whatever is set afterwards', async () => {
    const id = await boost(ctx, 'winebear', 1337)
    const closed = await close()
    await patchSettings(ctx.db, (await showId()) ?? 0, { numerology: [], together: false })
    await sql`update shows set read_sats = 0, baller_sats = 1`.execute(ctx.db)
    const json = await segment(ctx, closed)
    expect(boostIn(json, id)).toMatchObject({ badges: ['Leet'], nth: 1 })
    expect(order(json).thanks).toEqual(['winebear'])
  })
})

async function showId(): Promise<number | undefined> {
  return (await ctx.db.selectFrom('shows').select('id').executeTakeFirst())?.id
}

describe('the head of the list', () => {
  it('says what each wallet brought and when it was last heard of, and how much waits for a look', async () => {
    await boost(ctx, 'winebear', 3000, { wallet: 'node', source: 'node', message: 'two splits' })
    await boost(ctx, 'winebear', 1000, { wallet: 'hub', source: 'hub', message: 'two splits' })
    await recordPayments(ctx.db, makeReport({ boostagram: null, wallet: 'node', source: 'node' }))
    await sql`insert into wallets (name, show_id) select 'silent', id from shows`.execute(ctx.db)
    await sql`update payments set needs_look = 'no metadata' where boost_id is null`.execute(ctx.db)
    const { wallets, needs_look } = await current(ctx)
    expect(wallets).toMatchObject([
      { name: 'hub', received_msat: 1_000_000, last_payment_at: '2026-11-22T20:00:00.000Z' },
      { name: 'node', received_msat: 3_000_000 },
      { name: 'silent', received_msat: 0, last_contact_at: null, last_payment_at: null },
    ])
    expect(wallets[0]?.last_contact_at).not.toBeNull()
    expect(needs_look).toBe(1)
    // Those of the demo are no work here.
    await sql`update wallets set demo = true where id in (select wallet_id from payments where needs_look is not null)`.execute(
      ctx.db,
    )
    expect((await current(ctx)).needs_look).toBe(0)
  })

  it('names the wallet that the show is paid to also when no boost came yet since the last segment', async () => {
    await boost(ctx, 'winebear', 3000, { wallet: 'node', source: 'node' })
    await close()
    expect((await current(ctx)).wallets).toMatchObject([{ name: 'node', received_msat: 0 }])
  })

  it('counts what is unread, and apart what is above Thanks', async () => {
    const id = await boost(ctx, 'winebear', 30_000)
    await boost(ctx, 'kestrel', 3000)
    await boost(ctx, 'lowtide', 10)
    await mark(ctx, [makeMark(id, { status: 'held' })])
    expect((await current(ctx)).totals).toMatchObject({
      boosts: 3,
      unread: 2,
      unread_above_thanks: 1,
      held: 1,
    })
  })
})

describe('a show that is merged into another', () => {
  it('brings its segments along: what was read there is not read again, what was marked stays marked', async () => {
    const read = await boost(ctx, 'winebear', 3000)
    const closed = await close()
    const open = await boost(ctx, 'kestrel', 3000, { settled_at: day(3) })
    await mark(ctx, [makeMark(open, { starred: true })])
    const former = (await current(ctx)).id
    await recordPayments(
      ctx.db,
      makeReport({ boostagram: { podcast: 'Kill Show', sender_name: 'other' }, settled_at: day(2) }),
    )
    await current(ctx, 'kill-show')
    await sql`
      update shows set merged_into = (select id from shows where slug = 'kill-show') where slug = 'linux-unplugged'`.execute(
      ctx.db,
    )
    for (const table of ['boosts', 'payments', 'episodes'])
      await sql`update ${sql.table(table)} set show_id = (select id from shows where slug = 'kill-show')`.execute(
        ctx.db,
      )
    await sql`delete from shows where slug = 'linux-unplugged'`.execute(ctx.db)

    const json = await current(ctx, 'kill-show')
    expect(boostsOf(json).map((one) => one.id)).not.toContain(read)
    expect(boostIn(json, open).item).toMatchObject({ starred: true, version: 1 })
    expect((await segment(ctx, former)).id).toBe(json.id)
    expect(boostIn(await segment(ctx, closed), read).id).toBe(read)
  })
})

describe('bad input', () => {
  it.each([
    ['10,000 characters', 'word '.repeat(2000).trim()],
    ['one long word', 'a'.repeat(10_000)],
    ['one long word of hyphens and dots', 'a-.'.repeat(3300)],
    ['right-to-left text', '\u202Eשלום לכולם مرحبا'],
    ['emoji only', '🦆👩‍👩‍👧‍👦🏳️‍🌈'.repeat(50)],
  ])('a message of %s is shown as it is', async (_, message) => {
    const id = await boost(ctx, 'winebear', 3000, { message })
    expect(boostIn(await current(ctx), id).message).toBe(message)
  })
})
