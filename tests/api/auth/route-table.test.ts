import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { beginSession } from '#api/auth/session/session.ts'
import type { Route } from '#api/http/route.ts'
import { routes } from '#api/routes.ts'
import { keyCredential, personCredential, sessionCredential } from '#tests/helper/credential.ts'
import { startTestService, type TestService } from '#tests/helper/test-service.ts'

const EVERYONE = ['owner', 'host', 'bookkeeper', 'key:intake', 'key:read', 'key:export', 'key:admin'] as const
type Who = (typeof EVERYONE)[number]

/** Who may, said here a second time and apart from the service's own table, so that a slip there fails here. */
const READ: Who[] = ['owner', 'host', 'bookkeeper', 'key:read', 'key:admin']
const EDIT: Who[] = ['owner', 'host', 'key:admin']
const INTAKE: Who[] = ['owner', 'host', 'key:intake', 'key:admin']
const PAYMENTS: Who[] = ['owner', 'host', 'bookkeeper', 'key:admin']
const EXPORT: Who[] = ['owner', 'bookkeeper', 'key:export', 'key:admin']
const BOOKS: Who[] = ['owner', 'bookkeeper', 'key:admin']
const ADMIN: Who[] = ['owner', 'key:admin']
const PERSON: Who[] = ['owner', 'host', 'bookkeeper']

/** The first that fits holds. A route that none fits fails: write its rule here. */
const RULES: [method: RegExp, path: RegExp, who: readonly Who[] | 'anyone'][] = [
  [/./, /^\/public\//, 'anyone'],
  [/./, /^\/setup(\/check)?$/, 'anyone'],
  [/post/, /^\/invites\/(check|accept)$/, 'anyone'],
  [/post/, /^\/auth\/(sign-in|sign-out|link|sign-in\/factor|passkey|passkey\/ask)$/, 'anyone'],
  [/get/, /^\/auth\/me$/, EVERYONE],
  [/./, /^\/auth\/(sessions|password|language|factors|prove)/, PERSON],
  [/./, /^\/(users|keys|audit|sending-rules|ways-out|outbox|purse)(\/|$)/, ADMIN],
  [/get/, /^\/(wallets|needs-look|first-steps|home)$/, READ],
  [/get/, /^\/(sounds|alerts)(\/|$)/, READ],
  [/./, /^\/sounds(\/|$)/, ADMIN],
  [/put/, /^\/home\/look$/, PERSON],
  [/patch/, /^\/first-steps$/, EDIT],
  [/./, /^\/(sources|wallets|demo|jobs|metaboost|imports)(\/|$)/, ADMIN],
  [/get/, /^\/replies(\/answered)?$/, READ],
  [/post/, /^\/replies\//, EDIT],
  [/post/, /^\/(boosts|segments)\/\{id\}\/replies$/, PAYMENTS],
  [/post/, /^\/(payments|webhooks\/helipad)$/, INTAKE],
  [/./, /^\/webhooks(\/|$)/, ADMIN],
  [/patch|post|put|delete/, /^\/payments\/\{id\}/, PAYMENTS],
  [/./, /^\/exports(\/|$)/, EXPORT],
  [/get/, /^\/statements\/year\.zip$/, EXPORT],
  [/./, /^\/(reconciliations|payouts)(\/|$)/, BOOKS],
  [
    /get/,
    /^\/(boosts|payments|shows|episodes|supporters|segments|totals|live|rules|statements|rates|months|anonymous-names|needs-look)(\/|$)/,
    READ,
  ],
  [/./, /^\/(statements|rates|months)(\/|$)/, BOOKS],
  [/./, /^\/(boosts|shows|episodes|supporters|segments|rules|anonymous-names)(\/|$)/, EDIT],
]

function whoMay({ method, path }: Route): readonly Who[] | 'anyone' | null {
  const short = path.replace('/api/v1', '')
  return RULES.find(([methods, paths]) => methods.test(method) && paths.test(short))?.[2] ?? null
}

let service: TestService
/** A fresh credential for each request, since some requests end the one that they are made with. */
const credentials = new Map<string, () => Promise<Record<string, string>>>()

beforeAll(async () => {
  service = await startTestService()
  const { ctx } = service
  for (const role of ['owner', 'host', 'bookkeeper'] as const) {
    const { userId } = await personCredential(ctx, role)
    credentials.set(role, () => sessionCredential(ctx, userId))
  }
  for (const scope of ['intake', 'read', 'export', 'admin'] as const) {
    const key = await keyCredential(ctx, [scope])
    credentials.set(`key:${scope}`, async () => key)
  }
  const spare = await personCredential(ctx, 'owner')
  const expired = await beginSession(ctx.db, {
    userId: spare.userId,
    client: { address: null, userAgent: null },
    now: new Date(Date.now() - 15 * 24 * 3600 * 1000),
  })
  const { Authorization } = await keyCredential(ctx, ['admin'])
  await ctx.db
    .updateTable('api_keys')
    .set({ revoked_at: new Date() })
    .where(
      'name',
      '=',
      (await ctx.db.selectFrom('api_keys').select('name').orderBy('id', 'desc').executeTakeFirstOrThrow())
        .name,
    )
    .execute()
  for (const [name, headers] of Object.entries({
    'nobody at all': {},
    'a session that has expired': { Cookie: `readout_session=${expired}` },
    'a session that never was': { Cookie: 'readout_session=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' },
    'a key that is revoked': { Authorization },
    'a key that never was': { Authorization: 'Bearer rdo_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' },
    'a bad key beside a good session': { Authorization: 'Bearer rdo_x', Cookie: spare.Cookie },
    'the email header of a proxy that nobody trusts': { 'Tailscale-User-Login': 'owner@example.com' },
  }))
    credentials.set(name, async () => headers)
})
afterAll(() => service.close())

/** With ids that are none and a body that is nonsense: both are looked at only after the credential. */
async function statusOf({ method, path }: Route, who: string): Promise<number> {
  const url = service.url + path.replace(/\{\w+\}/g, 'not~an~id')
  const headers = (await credentials.get(who)?.()) ?? {}
  const body = method === 'get' ? null : '{"no'
  const answer = await fetch(url, {
    method: method.toUpperCase(),
    headers: { ...headers, ...(body ? { 'Content-Type': 'application/json' } : {}) },
    body,
  })
  await answer.body?.cancel()
  return answer.status
}

const table = routes.map((route) => ({
  route,
  name: `${route.method.toUpperCase()} ${route.path}`,
  who: whoMay(route),
}))

describe('every route', () => {
  it.each(table)('$name has a rule here', ({ who }) => {
    expect(who).not.toBeNull()
  })

  it.each(table.filter(({ who }) => who === 'anyone'))(
    '$name is open to anyone, and lies where such routes lie',
    async ({ route }) => {
      expect(route.path).toMatch(/^\/api\/v1\/(public|auth|setup|invites)(\/|$)/)
      for (const who of ['nobody at all', ...EVERYONE])
        expect([401, 403]).not.toContain(await statusOf(route, who))
    },
  )

  it.each(table.filter(({ who }) => who !== 'anyone'))(
    '$name is closed to whoever has no credential that holds',
    async ({ route }) => {
      for (const who of [...credentials.keys()].filter((name) => !EVERYONE.some((known) => known === name)))
        expect({ who, status: await statusOf(route, who) }).toEqual({ who, status: 401 })
    },
  )

  it.each(table.filter(({ who }) => who !== 'anyone'))(
    '$name lets through exactly those who may',
    async ({ route, who: allowed }) => {
      for (const who of EVERYONE) {
        const status = await statusOf(route, who)
        if (allowed?.includes(who))
          expect({ who, refused: status === 401 || status === 403 }).toEqual({ who, refused: false })
        else expect({ who, status }).toEqual({ who, status: 403 })
      }
    },
  )

  it.each(table)('$name never fails for nonsense', async ({ route }) => {
    expect(await statusOf(route, 'owner')).toBeLessThan(500)
  })
})
