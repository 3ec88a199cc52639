import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { makeReport, recordBoost, recordPayments } from '#tests/helper/record-payments.ts'
import { shareService } from '#tests/helper/share-service.ts'

const now = new Date('2026-06-01T12:00:00Z')
const service = shareService({ now: () => now })
const { ask } = service

let made = 0
/** A show of its own for each test. */
function nextTitle(): { title: string; slug: string } {
  made++
  return { title: `Show ${made}`, slug: `show-${made}` }
}

const boostOf = (title: string, over: Record<string, unknown> = {}) =>
  recordBoost(service.ctx.db, { ...over, boostagram: { podcast: title, ...(over.boostagram as object) } })

describe('shows', () => {
  it('are listed kept first, then provisional, then set aside', async () => {
    const titles = ['Zebra', 'Apple', 'Middle', 'Gone']
    for (const title of titles) await boostOf(title)
    await ask('patch', '/shows/zebra', { provisional: false })
    await ask('patch', '/shows/gone', { set_aside: true })
    const listed = await ask('get', '/shows?limit=200')
    expect(listed.status).toBe(200)
    expect(listed.body.items.map((show: { slug: string }) => show.slug)).toEqual([
      'zebra',
      'apple',
      'middle',
      'gone',
    ])
    expect(listed.body.items[0]).toMatchObject({ provisional: false, set_aside: false, public: false })
    expect(listed.body.items[1]).toMatchObject({ provisional: true })
    expect(listed.body.items[3]).toMatchObject({ provisional: false, set_aside: true })
    const seen: string[] = []
    for (let cursor = ''; ; ) {
      const page = await ask('get', `/shows?limit=3${cursor}`)
      seen.push(...page.body.items.map((show: { slug: string }) => show.slug))
      if (page.body.next_cursor === null) break
      cursor = `&cursor=${page.body.next_cursor}`
    }
    expect(seen).toEqual(['zebra', 'apple', 'middle', 'gone'])
  })

  it('keep what a host says of them', async () => {
    const { title, slug } = nextTitle()
    await boostOf(title, { boostagram: { guid: '917393E3-1B1E-5CEF-ACE4-EDAA54E1F810', feedID: 169991 } })
    const patch = {
      title: 'Another title',
      feed: 'https://feeds.example.com/show.xml',
      time_zone: 'Europe/Berlin',
      currency: 'EUR',
      provisional: false,
      public: true,
      baller_sats: 50_000,
      read_sats: 1_000,
      lightning_address: 'show@example.com',
    }
    const answer = await ask('patch', `/shows/${slug}`, patch)
    expect(answer.status).toBe(200)
    expect(answer.body).toMatchObject({
      ...patch,
      slug,
      guid: '917393e3-1b1e-5cef-ace4-edaa54e1f810',
      feed_id: 169991,
      set_aside: false,
    })
    expect((await ask('get', `/shows/${slug}`)).body).toEqual(answer.body)
  })

  it('answer to an address that they had before', async () => {
    const { title, slug } = nextTitle()
    await boostOf(title)
    expect((await ask('patch', `/shows/${slug}`, { slug: `new-${slug}` })).body.slug).toBe(`new-${slug}`)
    expect((await ask('get', `/shows/${slug}`)).body).toMatchObject({ slug: `new-${slug}`, title })
    const back = await ask('patch', `/shows/${slug}`, { slug })
    expect(back.body.slug).toBe(slug)
    expect((await ask('get', `/shows/new-${slug}`)).body.slug).toBe(slug)
  })

  it('cannot take an address that is, or was, another one’s', async () => {
    const [one, other] = [nextTitle(), nextTitle()]
    await boostOf(one.title)
    await boostOf(other.title)
    await ask('patch', `/shows/${other.slug}`, { slug: `moved-${other.slug}` })
    for (const slug of [other.slug, `moved-${other.slug}`]) {
      const answer = await ask('patch', `/shows/${one.slug}`, { slug })
      expect(answer.status).toBe(409)
      expect(answer.body.detail).toContain(other.title)
    }
  })

  it.each([
    [{ time_zone: 'Mars/Olympus' }, 400],
    [{ time_zone: '+05:00' }, 400],
    [{ currency: 'XYZ1' }, 400],
    [{ provisional: true }, 400],
    [{ lightning_address: 'not an address' }, 400],
    [{ feed: 'ftp://example.com/feed' }, 400],
    [{ unknown: 1 }, 400],
    [{ baller_sats: 10, read_sats: 20 }, 422],
    [{ public: true }, 422],
    [{ shares: { nowhere: 0.5 } }, 422],
    [{ shares: { node: 1.5 } }, 400],
  ])('refuse %j', async (patch, status) => {
    const { title, slug } = nextTitle()
    await boostOf(title)
    const before = (await ask('get', `/shows/${slug}`)).body
    expect((await ask('patch', `/shows/${slug}`, patch)).status).toBe(status)
    expect((await ask('get', `/shows/${slug}`)).body).toEqual(before)
  })

  it('say which feed is whose', async () => {
    const [one, other] = [nextTitle(), nextTitle()]
    await boostOf(one.title)
    await boostOf(other.title)
    const feed = `https://feeds.example.com/${one.slug}`
    await ask('patch', `/shows/${one.slug}`, { feed })
    const answer = await ask('patch', `/shows/${other.slug}`, { feed })
    expect(answer.status).toBe(409)
    expect(answer.body.detail).toContain(one.title)
  })

  it('are noted as changed on every day when their time zone changes', async () => {
    const { title, slug } = nextTitle()
    await boostOf(title)
    const { id } = await service.ctx.db
      .selectFrom('shows')
      .select('id')
      .where('slug', '=', slug)
      .executeTakeFirstOrThrow()
    await sql`delete from changes`.execute(service.ctx.db)
    await ask('patch', `/shows/${slug}`, { time_zone: 'America/Chicago' })
    const changes = await service.ctx.db.selectFrom('changes').selectAll().execute()
    expect(changes).toEqual([expect.objectContaining({ show_id: id, day: null, episode_id: null })])
  })

  it('are not there under an address that nobody had', async () => {
    expect((await ask('get', '/shows/nobody')).status).toBe(404)
    expect((await ask('patch', '/shows/nobody', { title: 'x' })).status).toBe(404)
  })
})

describe('a show that is set aside', () => {
  it('takes its payments out of the boosts, and later ones too, until it comes back', async () => {
    const { title, slug } = nextTitle()
    const id = await boostOf(title)
    await ask('patch', `/shows/${slug}`, { provisional: false, public: true })
    const aside = await ask('patch', `/shows/${slug}`, { set_aside: true })
    expect(aside.body).toMatchObject({ set_aside: true, public: false })
    expect(await boost(id)).toMatchObject({ payment_count: 0, received_msat: 0, counted_msat: 0 })
    const [late] = await recordPayments(service.ctx.db, makeReport({ boostagram: { podcast: title } }))
    expect(late?.boost_id).toBeNull()
    const back = await ask('patch', `/shows/${slug}`, { set_aside: false })
    expect(back.body).toMatchObject({ set_aside: false, provisional: false, public: false })
    expect(await boost(id)).toMatchObject({ payment_count: 1, received_msat: 1_000_000 })
    const payments = await paymentsOf(slug)
    expect(payments).toHaveLength(2)
    expect(payments.every((payment) => !payment.set_aside && payment.boost_id !== null)).toBe(true)
  })

  it('comes back as provisional as it was', async () => {
    const { title, slug } = nextTitle()
    await boostOf(title)
    await ask('patch', `/shows/${slug}`, { set_aside: true })
    expect((await ask('patch', `/shows/${slug}`, { set_aside: false })).body).toMatchObject({
      set_aside: false,
      provisional: true,
    })
    await ask('patch', `/shows/${slug}`, { set_aside: true })
    expect(
      (await ask('patch', `/shows/${slug}`, { set_aside: false, provisional: false })).body,
    ).toMatchObject({ set_aside: false, provisional: false })
  })

  it('leaves aside what a host or a rule set aside', async () => {
    const { title, slug } = nextTitle()
    await boostOf(title)
    const byHand = await boostOf(title)
    await service.ctx.db
      .updateTable('payments')
      .set({ set_aside: true, set_aside_by_hand: true })
      .where('boost_id', '=', byHand)
      .execute()
    await ask('patch', `/shows/${slug}`, { set_aside: true })
    await ask('patch', `/shows/${slug}`, { set_aside: false })
    const payments = await paymentsOf(slug)
    expect(payments.filter((payment) => payment.set_aside)).toEqual([
      expect.objectContaining({ boost_id: byHand }),
    ])
  })

  it('ends as it was last decided, however hosts change their minds', async () => {
    const { title, slug } = nextTitle()
    const reports = Array.from({ length: 150 }, (_, index) =>
      makeReport({
        settled_at: new Date(Date.UTC(2026, 4, 1, 0, index)).toISOString(),
        boostagram: { podcast: title, sender_name: `Sender ${index % 9}` },
      }),
    )
    await recordPayments(service.ctx.db, ...reports)
    const toggles = [true, false, true, false, true, false]
    const answers = await Promise.all(
      toggles.map((set_aside) => ask('patch', `/shows/${slug}`, { set_aside })),
    )
    expect(answers.map((answer) => answer.status)).toEqual(toggles.map(() => 200))
    const { body } = await ask('get', `/shows/${slug}`)
    const payments = await paymentsOf(slug)
    expect(payments).toHaveLength(150)
    expect(new Set(payments.map((payment) => payment.set_aside))).toEqual(new Set([body.set_aside]))
    expect(await service.ctx.db.selectFrom('tasks').selectAll().execute()).toEqual([])
  })

  it('takes thousands of payments along, none of them twice', async () => {
    const { title, slug } = nextTitle()
    const reports = Array.from({ length: 1000 }, (_, index) =>
      makeReport({
        amount_msat: 1000 + index,
        settled_at: new Date(Date.UTC(2026, 4, 1, 0, index)).toISOString(),
        boostagram: { podcast: title, sender_name: `Sender ${index % 50}` },
      }),
    )
    await recordPayments(service.ctx.db, ...reports)
    await recordPayments(
      service.ctx.db,
      ...reports.slice(0, 300).map((report, index) => ({ ...report, id: `${slug}-again-${index}` })),
    )
    await ask('patch', `/shows/${slug}`, { set_aside: true })
    expect((await paymentsOf(slug)).every((payment) => payment.set_aside)).toBe(true)
    await ask('patch', `/shows/${slug}`, { set_aside: false })
    const payments = await paymentsOf(slug)
    expect(payments).toHaveLength(1300)
    expect(payments.some((payment) => payment.set_aside)).toBe(false)
    expect(await service.ctx.db.selectFrom('tasks').selectAll().execute()).toEqual([])
  })
})

async function boost(id: string) {
  return await service.ctx.db.selectFrom('boosts').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
}

async function paymentsOf(slug: string) {
  return await service.ctx.db
    .selectFrom('payments')
    .innerJoin('shows', 'shows.id', 'payments.show_id')
    .select(['payments.id', 'payments.set_aside', 'payments.boost_id'])
    .where('shows.slug', '=', slug)
    .execute()
}
