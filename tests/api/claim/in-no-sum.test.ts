import request from 'supertest'
import { describe, expect, it } from 'vitest'
import { createApp } from '#api/app.ts'
import { followPayments } from '#api/claim/follow-payments.ts'
import { recordClaims } from '#api/claim/record-claims.ts'
import { routes } from '#api/routes.ts'
import { followFeed } from '#api/totals/maintain/follow-feed.ts'
import { makeClaim } from '#tests/helper/make-claim.ts'
import { makeReport, recordPayments } from '#tests/helper/record-payments.ts'
import { shareService } from '#tests/helper/share-service.ts'

const service = shareService()
const SLUG = 'linux-unplugged'

/** What tells of the service itself, or of the moment it is asked, or is made up for tests; an episode that a claim names is listed, as a provisional one. */
const LEFT_OUT =
  /\/shows\/\{slug\}\/episodes$|\/(live|jobs|audit|keys|auth|users|setup|openapi|rates|metaboost|sources|ways-out)|statement\.pdf/
/** When it was asked; and where the feed of changes is. */
const PASSING = new Set([
  'as_of',
  'changed_cursor',
  'updated_at',
  'revision',
  'generated_at',
  'computed_at',
  'xid',
])

const still = (value: unknown): unknown => {
  if (typeof value === 'string')
    return value.replace(/as of \S+Z/g, 'as of now').replace(/127\.0\.0\.1(:|%3A)\d+/g, 'here')
  if (Array.isArray(value)) return value.map(still)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !PASSING.has(key))
      .map(([key, each]) => [key, still(each)]),
  )
}

async function paths(): Promise<string[]> {
  const { db } = service.ctx
  const ids = [
    ...(await db.selectFrom('boosts').select('id').where('payment_count', '>', 0).execute()),
    ...(await db.selectFrom('payments').select('id').execute()),
    ...(await db.selectFrom('episodes').select('id').execute()),
    ...(await db.selectFrom('supporters').select('id').execute()),
    ...(await db.selectFrom('segments').select('id').execute()),
  ].map(({ id }) => id)
  const queries = [
    '',
    `?show=${SLUG}`,
    `?show=${SLUG}&group=episode`,
    `?show=${SLUG}&order=largest&group=episode`,
    '?q=claimed',
    '?from=2026-05-01&to=2026-05-31',
  ]
  return routes
    .filter(({ method, path }) => method === 'get' && !LEFT_OUT.test(path))
    .flatMap(({ path }) => {
      const named = path.replace('{slug}', SLUG).replace('{name}', 'node')
      const filled = named.includes('{id}') ? ids.map((id) => named.replace('{id}', id)) : [named]
      const asked = path.includes('{id}') ? [''] : queries
      return filled.flatMap((one) => asked.map((query) => `${one.replace('/api/v1', '')}${query}`))
    })
}

async function answers(asked: readonly string[]): Promise<Map<string, unknown>> {
  while (await followFeed(service.ctx.db)) {
    // To the end.
  }
  const found = new Map<string, unknown>()
  for (const path of asked) {
    const { status, body, text } = await service.ask('get', path)
    const said = body && Object.keys(body).length > 0 ? still(body) : text
    found.set(path, { status, said: still(said) })
  }
  const app = createApp(service.ctx)
  for (const page of [`/s/${SLUG}`, `/${SLUG}`, `/shows/${SLUG}`, '/metrics']) {
    const { status, text } = await request(app).get(page)
    found.set(page, { status, text: page === '/metrics' ? status : still(text) })
  }
  return found
}

describe('what was claimed and no wallet has received', () => {
  it('changes no list, total, book, rank, public page, export, statement or record, and is there where it is asked for', async () => {
    const { db } = service.ctx
    const at = (day: number) => `2026-05-${String(day).padStart(2, '0')}T18:00:00Z`
    await recordPayments(
      db,
      ...[1, 14].map((day) =>
        makeReport({
          settled_at: at(day),
          boostagram: {
            message: `Received on the ${day}.`,
            sender_name: day % 2 ? 'winebear' : 'kestrel',
            episode: `Episode ${day % 3}`,
          },
        }),
      ),
    )
    await db.updateTable('shows').set({ status: 'kept', is_public: true, baller_sats: 20_000 }).execute()
    await db
      .insertInto('public_settings')
      .columns(['show_id', 'messages', 'supporter_pages'])
      .expression((each) =>
        each.selectFrom('shows').select(({ val }) => ['id', val('at_once').as('m'), val(true).as('p')]),
      )
      .execute()
    const { body } = await service.ask('get', `/segments/current?show=${SLUG}`)
    await service.ask('patch', `/segments/${body.id}`, { floor: null })
    // Nobody reads these on air; the section of their own is looked at below.
    await service.ask('patch', `/shows/${SLUG}/air-settings`, { unproven: 'hidden' })
    const show = await db.selectFrom('shows').select('id').executeTakeFirstOrThrow()
    await service.ask('post', `/shows/${SLUG}/goals`, { title: 'A trip', target: 1_000_000, period: 'total' })
    const asked = await paths()
    const before = await answers(asked)

    const outcomes = await recordClaims(
      db,
      [3, 8, 15, 23].flatMap((day) =>
        (['metaboost', 'note', 'zap'] as const).map((route, index) =>
          makeClaim(show.id, {
            route,
            sent_at: new Date(Date.parse(at(day)) + index * 3_600_000),
            reading: {
              sender: { name: ['winebear', 'kestrel', 'stranger'][index] },
              episode: { title: index === 0 ? 'Unheard of' : 'Episode 2' },
              app: { name: 'Fountain' },
            },
          }),
        ),
      ),
    )
    await followPayments(db)
    const after = await answers(asked)
    const differing = [...before].filter(
      ([path, said]) => JSON.stringify(said) !== JSON.stringify(after.get(path)),
    )
    expect(differing.map(([path, said]) => ({ path, before: said, after: after.get(path) }))).toEqual([])
    expect(
      [...before.values()].filter((said) => JSON.stringify(said).startsWith('{"status":200')).length,
    ).toBeGreaterThan(60)

    const listed = await service.ask('get', '/boosts?claim=unproven&limit=50')
    expect(listed.body.items).toHaveLength(outcomes.length)
    expect(listed.body.items[0]).toMatchObject({
      claim: 'unproven',
      counted_msat: 0,
      received_msat: 0,
      claimed_msat: 1_000_000,
    })
    const detail = await service.ask('get', `/boosts/${listed.body.items[0].id}`)
    expect(detail.body).toMatchObject({ payments: [], claims: [{ claimed_msat: 1_000_000, proven: false }] })
  })

  it('is shown on air in a section of its own, among the others, or nowhere, and adds nothing', async () => {
    const current = async (unproven: string) => {
      await service.ask('patch', `/shows/${SLUG}/air-settings`, { unproven })
      return (await service.ask('get', `/segments/current?show=${SLUG}`)).body
    }
    type Section = {
      kind: string
      counted_msat: number
      boosts: number
      groups: { boosts: { claim: string }[] }[]
    }
    const kinds = (segment: { sections: Section[] }) =>
      Object.fromEntries(
        segment.sections
          .filter(({ kind }) => kind !== 'streams')
          .map(({ kind, groups }) => [
            kind,
            groups.flatMap(({ boosts }) => boosts).filter(({ claim }) => claim === 'unproven').length,
          ]),
      )
    const [hidden, shown, read] = [await current('hidden'), await current('shown'), await current('read')]
    const { unread: _, unread_above_thanks: __, ...sums } = hidden.totals
    for (const segment of [shown, read]) expect(segment.totals).toMatchObject(sums)
    expect(shown.totals).toEqual(hidden.totals)
    expect(kinds(hidden)).toMatchObject({ unproven: 0, boosts: 0, thanks: 0 })
    expect(kinds(shown).unproven).toBeGreaterThan(0)
    expect(kinds(shown).thanks).toBe(0)
    expect(kinds(read).unproven).toBe(0)
    expect(Object.values(kinds(read)).reduce((sum, count) => sum + count, 0)).toBe(kinds(shown).unproven)
  })
})
