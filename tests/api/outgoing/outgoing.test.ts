import { createHmac } from 'node:crypto'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createContext } from '#api/create-context.ts'
import { type Outgoing, startOutgoing } from '#api/outgoing/run/start-outgoing.ts'
import { openDatabase } from '#db/database.ts'
import { type JsonServer, type Reply, type Request, startJsonServer } from '#tests/helper/json-server.ts'
import { recordBoost } from '#tests/helper/record-payments.ts'
import { KILLS } from '#tests/helper/runs.ts'
import { shareService } from '#tests/helper/share-service.ts'
import { until as untilNamed } from '#tests/helper/until.ts'

const service = shareService()
let peer: JsonServer
let came: Request[]
let answer: (request: Request) => Reply | Promise<Reply>
let running: Outgoing | null

beforeEach(async () => {
  came = []
  answer = () => ({ body: { ok: true } })
  running = null
  peer = await startJsonServer((request) => {
    came.push(request)
    return answer(request)
  })
  const { db } = service.ctx
  for (const table of ['sending_rules', 'outbox', 'ways_out'] as const) await db.deleteFrom(table).execute()
})
afterEach(async () => {
  await running?.stop()
  await peer.close()
})

async function makeWay(over: Record<string, unknown> = {}) {
  const made = await service.ask('post', '/ways-out', {
    kind: 'webhook',
    name: 'hook',
    address: `${peer.address}/hook`,
    own_network: '127.0.0.1',
    body: { kind: 'readout' },
    per_minute: null,
    ...over,
  })
  expect(made.body).toMatchObject({ name: over.name ?? 'hook' })
  return made.body as { name: string; signing_secret: string | null }
}

async function makeRule(over: Record<string, unknown> = {}) {
  const made = await service.ask('post', '/sending-rules', { event: 'arrived', way: 'hook', ...over })
  expect(made.status).toBe(201)
  return made.body as { id: number }
}

/** A boost that was sent just now. */
function boost(over: Record<string, unknown> = {}) {
  return recordBoost(service.ctx.db, { settled_at: new Date().toISOString(), ...over })
}

async function log(state?: string) {
  const answer = await service.ask('get', `/outbox?limit=200${state ? `&state=${state}` : ''}`)
  return answer.body.items as { id: string; state: string; answer: string; attempts: number }[]
}

function until(holds: () => boolean | Promise<boolean>, withinMs = 60_000) {
  return untilNamed('what goes out is told and noted', holds, withinMs)
}

function start() {
  running = startOutgoing(service.ctx)
}

describe('a webhook', () => {
  it('is told of a boost once, signed so that whoever has the secret can tell', async () => {
    const { signing_secret } = await makeWay()
    await makeRule()
    start()
    const id = await boost({ amount_msat: 10_000_000 })
    await until(() => came.length > 0)
    const [request] = came
    if (!request) throw new Error('Nothing came')
    const { headers, body } = request
    const said = JSON.parse(body)
    expect(said).toMatchObject({ event: 'arrived', boost: { id, counted_msat: 10_000_000 } })
    expect(headers['webhook-id']).toBe(said.id)
    const key = Buffer.from(String(signing_secret).replace('whsec_', ''), 'base64')
    const signed = `${said.id}.${headers['webhook-timestamp']}.${body}`
    expect(headers['webhook-signature']).toBe(
      `v1,${createHmac('sha256', key).update(signed).digest('base64')}`,
    )
    await service.ctx.db.updateTable('boosts').set({ app: 'Another' }).where('id', '=', id).execute()
    await boost()
    await until(() => came.length > 1)
    expect(new Set(came.map((each) => JSON.parse(each.body).boost.id)).size).toBe(came.length)
  })

  it('is told of a boost of the second in which its rule began: wallets say whole seconds', async () => {
    await makeWay()
    const { id: rule } = await makeRule()
    const second = Math.floor(Date.now() / 1000) * 1000
    const since = new Date(second + 900)
    await service.ctx.db.updateTable('sending_rules').set({ since }).where('id', '=', rule).execute()
    start()
    await boost({ settled_at: new Date(second - 1000).toISOString() })
    const first = await boost({ settled_at: new Date(second).toISOString() })
    const last = await boost()
    await until(() => came.length > 1)
    expect(came.map(({ body }) => JSON.parse(body).boost.id)).toEqual([first, last])
  })

  it('is not told again of a boost that another became, of which it was told', async () => {
    await makeWay()
    await makeRule()
    const { db } = service.ctx
    const kept = await boost({ settled_at: new Date(Date.now() - 3_600_000).toISOString() })
    start()
    const merged = await boost()
    await until(() => came.length === 1)
    await db.insertInto('boost_aliases').values({ id: merged, boost_id: kept }).execute()
    // The one that is left has all that the other had.
    await db.updateTable('boosts').set({ sent_at: new Date() }).where('id', '=', kept).execute()
    const last = await boost()
    await until(() => came.length > 1)
    expect(came.map(({ body }) => JSON.parse(body).boost.id)).toEqual([merged, last])
    await db.deleteFrom('boost_aliases').where('id', '=', merged).execute()
  })

  it('says every field of Helipad’s, in its order and kinds', async () => {
    await makeWay({ body: { kind: 'helipad' }, token: 'the-token' })
    await makeRule()
    start()
    await boost({
      amount_msat: 1_999_999,
      boostagram: {
        message: 'Hi',
        value_msat_total: 2_000_000,
        remote_podcast: 'Music',
        remote_episode: 'A song',
      },
    })
    await until(() => came.length > 0)
    const said = JSON.parse(came[0]?.body ?? '')
    expect(Object.keys(said)).toEqual(
      'direction index time value_msat value_msat_total action sender app message podcast episode tlv remote_podcast remote_episode reply_sent custom_key custom_value memo payment_info'.split(
        ' ',
      ),
    )
    expect(said).toMatchObject({
      direction: 'incoming',
      index: expect.any(Number),
      time: expect.any(Number),
      value_msat: 1_999_000,
      action: 2,
      sender: 'winebear',
      app: 'Fountain',
      message: 'Hi',
      podcast: 'LINUX Unplugged',
      episode: "458: NVIDIA's New View",
      remote_podcast: 'Music',
      remote_episode: 'A song',
      reply_sent: false,
      payment_info: null,
    })
    expect(JSON.parse(said.tlv)).toMatchObject({ message: 'Hi', value_msat_total: 2_000_000 })
    expect(came[0]?.headers.authorization).toBe('Bearer the-token')
  })

  it('passes Helipad’s listeners on what was received, numbers digit by digit', async () => {
    await makeWay({ body: { kind: 'helipad' } })
    await makeRule()
    start()
    const received = '{"action":"boost","podcast":"LINUX Unplugged","message":"Hi","uuid":9007199254740993}'
    await boost({ boostagram: null, tlv: Buffer.from(received).toString('hex') })
    await until(() => came.length > 0)
    expect(JSON.parse(JSON.parse(came[0]?.body ?? '').tlv)).toMatchObject({ uuid: '9007199254740993' })
  })

  it('takes every ready body, and fills it with whatever a listener wrote', async () => {
    const ready = (await service.ask('get', '/ways-out/ready')).body.items as {
      name: string
      body: { format: string; method: string }
    }[]
    expect(ready.map(({ name }) => name)).toEqual([
      'Matrix',
      'Mastodon',
      'Discord',
      'Telegram',
      'Slack',
      'ntfy',
    ])
    for (const { name, body } of ready) {
      await makeWay({ name, body, address: `${peer.address}/${name}/{{id}}` })
      await makeRule({ way: name })
    }
    start()
    await boost({
      boostagram: {
        sender_name: '"}{{id}}',
        message: 'Say "hi" to @everyone <!channel>\n[x](https://evil.example) \\',
      },
    })
    await until(() => came.length === ready.length)
    for (const { name, body } of ready) {
      const request = came.find(({ url }) => url.pathname.startsWith(`/${name}/`))
      expect(request?.method).toBe(body.method)
      expect(request?.url.pathname).toBe(`/${name}/${request?.headers['webhook-id']}`)
      expect(request?.body).not.toMatch(/@everyone|(?<!\\)<!channel/)
      if (body.format === 'json') expect(() => JSON.parse(request?.body ?? '')).not.toThrow()
    }
    expect(
      JSON.parse(came.find(({ url }) => url.pathname.startsWith('/Discord'))?.body ?? '').content,
    ).not.toContain('[x](')
  })

  it.each([
    ['http://192.168.1.5/x', null],
    ['http://example.com/x', null],
    ['https://user:secret@example.com/', null],
    ['http://192.168.1.5/x', '192.168.1.6'],
    ['nonsense', null],
  ])('is not made for %s where %s is allowed', async (address, own_network) => {
    const made = await service.ask('post', '/ways-out', {
      kind: 'webhook',
      name: 'no',
      address,
      own_network,
      body: { kind: 'readout' },
    })
    expect(made.status).toBe(422)
  })

  it('reaches no network of one’s own that was not allowed by name', async () => {
    await makeWay({ address: 'https://127.0.0.1:1/hook', own_network: null })
    const tested = await service.ask('post', '/ways-out/hook/test')
    expect(tested.body).toEqual({ ok: false, answer: 'It does not lead into the public internet.' })
  })

  it('says of a template that is no JSON what is wrong with it', async () => {
    const body = { kind: 'template', template: '{"text": {{message}}}' }
    const made = await service.ask('post', '/ways-out', {
      kind: 'webhook',
      name: 'no',
      address: 'https://a.example',
      body,
    })
    expect([made.status, made.body.detail]).toEqual([422, expect.stringContaining('no JSON')])
  })
})

describe('a rule', () => {
  it('tells of what it names and of nothing else, and says on past boosts what it would have told', async () => {
    await makeWay()
    const condition = { min_sats: 10_000, words: 'HELLO', app: 'fountain', action: 'boost' }
    await boost()
    await makeRule({ show: 'linux-unplugged', condition })
    start()
    const right = { amount_msat: 10_000_000, boostagram: { message: 'well, hello' } }
    const wrong = [
      { ...right, amount_msat: 9_999_999 },
      { ...right, boostagram: { message: 'bye' } },
      { ...right, boostagram: { message: 'hello', app_name: 'CurioCaster' } },
      { ...right, boostagram: { message: 'hello', podcast: 'Coder Radio' } },
      { ...right, settled_at: '2026-05-14T18:00:00Z' },
    ]
    for (const over of wrong) await boost(over)
    const id = await boost(right)
    await until(() => came.length > 0)
    expect(came.map(({ body }) => JSON.parse(body).boost.id)).toEqual([id])
    const tried = await service.ask('post', '/sending-rules/try', {
      event: 'arrived',
      show: 'linux-unplugged',
      condition,
    })
    expect(tried.body).toMatchObject({ times: 1, last: [{ id }] })
  })

  it('tells of no boost that was hidden before it was sent, and of none while it rests', async () => {
    await makeWay()
    const { id: rule } = await makeRule()
    await service.ask('patch', '/ways-out/hook', { kind: 'webhook', active: false })
    start()
    const hidden = await boost()
    await until(async () => (await log('waiting')).length === 1)
    await service.ctx.db.updateTable('boosts').set({ hidden: true }).where('id', '=', hidden).execute()
    await service.ask('patch', '/ways-out/hook', { kind: 'webhook', active: true })
    await until(async () => (await log('left_out')).length === 1)
    await service.ask('patch', `/sending-rules/${rule}`, { active: false })
    await boost()
    await service.ask('patch', `/sending-rules/${rule}`, { active: true })
    const id = await boost()
    await until(() => came.length > 0)
    expect(came.map(({ body }) => JSON.parse(body).boost.id)).toEqual([id])
  })
})

describe('what is sent', () => {
  it('is given up where it is refused, says the answer, and is sent again by hand', async () => {
    await makeWay()
    await makeRule()
    answer = () => ({ status: 403, text: 'wrong token' })
    start()
    await boost()
    await until(async () => (await log('failed')).length === 1)
    const [failed] = await log()
    expect(failed).toMatchObject({ answer: '403: wrong token', attempts: 1 })
    answer = () => ({ body: {} })
    expect((await service.ask('post', `/outbox/${failed?.id}/retry`)).status).toBe(204)
    await until(async () => (await log('sent')).length === 1)
    expect((await service.ask('post', `/outbox/${failed?.id}/retry`)).status).toBe(409)
  })

  it('waits in its order where nobody answers, and holds up no other way', async () => {
    await makeWay()
    await makeWay({ name: 'other', address: `${peer.address}/other` })
    await makeRule()
    await makeRule({ way: 'other' })
    answer = ({ url }) => (url.pathname === '/hook' ? { status: 500 } : { body: {} })
    start()
    await boost()
    await boost()
    await until(() => came.filter(({ url }) => url.pathname === '/other').length === 2)
    await until(async () => (await service.ask('get', '/ways-out')).body.items[0].failures === 1)
    expect(came.filter(({ url }) => url.pathname === '/hook')).toHaveLength(1)
    // The other is noted a moment after it came.
    await until(async () => (await log('waiting')).length === 2)
  })

  it('was taken by whoever says so, however much they say, and goes nowhere else', async () => {
    await makeWay()
    await makeRule()
    answer = () => ({ text: 'x'.repeat(10_000_000) })
    start()
    await boost()
    await until(async () => (await log('sent')).length === 1)
    expect((await log())[0]?.answer).toMatch(/^200: x{300}$/)
    answer = () => ({ status: 307, headers: { Location: `${peer.address}/elsewhere` }, body: {} })
    await boost()
    await until(async () => (await log('failed')).length === 1)
    expect((await log())[0]?.answer).toBe('It redirects to another address.')
    expect(came.map(({ url }) => url.pathname)).toEqual(['/hook', '/hook'])
  })

  it('waits for no time that a wrong clock said, and says where it is our fault', async () => {
    await makeWay({ per_minute: 1 })
    await makeRule()
    const later = new Date(Date.now() + 365 * 86_400_000)
    const way = service.ctx.db.updateTable('ways_out')
    await way.set({ next_at: later, tried: [later] }).execute()
    start()
    await boost()
    await until(async () => (await log('sent')).length === 1)
    await way.set({ secret: 'sealed by another key', tried: [] }).execute()
    await boost()
    await until(async () => (await log('waiting'))[0]?.answer != null)
    expect((await log())[0]?.answer).toContain('log of the service')
  })

  it('goes out no more often in a minute than its way may', async () => {
    await makeWay({ per_minute: 2 })
    await makeRule()
    start()
    for (let n = 0; n < 4; n++) await boost()
    await until(async () => (await log('sent')).length === 2)
    await boost()
    await until(async () => (await log()).length === 5)
    expect(came).toHaveLength(2)
  })

  it('comes at least once and in order, wherever the process is killed', async () => {
    await makeWay()
    await makeRule()
    const ids: string[] = []
    const many = Number(process.env.FIRINGS ?? 12)
    for (let kill = 0; kill <= KILLS; kill++) {
      const life = await startLife()
      for (let n = 0; n < many / (KILLS + 1); n++) ids.push(await boost())
      const seen = came.length
      if (kill < KILLS) {
        await until(() => came.length > seen)
        await life.kill()
      } else {
        await until(
          async () => (await log('waiting')).length === 0 && (await countSent()) === ids.length,
          600_000,
        )
        await life.stop()
      }
    }
    const firsts = [...new Set(came.map(({ body }) => JSON.parse(body).boost.id))]
    expect(firsts).toEqual(ids)
    // One that came twice came with the same id.
    expect(new Set(came.map(({ body }) => JSON.parse(body).id)).size).toBe(ids.length)
  })
})

async function countSent(): Promise<number> {
  const { rows } = await sql<{
    n: number
  }>`select count(*)::integer as n from outbox where state = 'sent'`.execute(service.ctx.db)
  return rows[0]?.n ?? 0
}

const KILLED = 'readout-outgoing'

/** A process of its own, which loses its database in the middle of whatever it does. */
async function startLife() {
  const { ctx } = service
  const url = new URL(ctx.database.url)
  url.searchParams.set('application_name', KILLED)
  const database = await openDatabase({ url: url.href, schema: ctx.database.schema })
  const own = createContext({ config: ctx.config, database, log: ctx.log })
  const outgoing = startOutgoing(own)
  const stop = async () => {
    await outgoing.stop()
    await own.live.close()
    await database.close()
  }
  return {
    stop,
    kill: async () => {
      await sql`
        select pg_terminate_backend(pid) from pg_stat_activity
         where application_name = ${KILLED} and datname = current_database()`.execute(ctx.db)
      await stop()
    },
  }
}
