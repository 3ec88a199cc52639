import request from 'supertest'
import { describe, expect, it } from 'vitest'
import { createApp } from '#api/app.ts'
import { paymentsOf } from '#tests/helper/payments-of.ts'
import { shareService } from '#tests/helper/share-service.ts'

const service = shareService()
/** Deeper than can be written down again, and not too deep to be read. */
const DEEP = 20_000
const mapping = {
  id: ['order', 'id'],
  amount: ['order', 'sats'],
  unit: 'sat',
  message: ['note'],
  sender: ['from'],
  show: ['show'],
  only: { at: ['status'], is: 'paid' },
}
const sale = (id: number, parts: object = {}) => ({
  order: { id, sats: 2_100 },
  note: 'Hello from the shop',
  from: 'Ann',
  show: 'Night Ferry',
  status: 'paid',
  ...parts,
})

const send = (path: string, body: string | object, type = 'application/json') =>
  request(createApp(service.ctx)).post(path).set('Content-Type', type).send(body)
const make = async (name: string, parts: object = {}): Promise<string> => {
  const { status, body } = await service.ask('post', '/webhooks', { name, mapping: { ...mapping, ...parts } })
  expect(status).toBe(201)
  return body.path
}
const listed = async (name: string) =>
  (await service.ask('get', '/webhooks')).body.items.find((item: { name: string }) => item.name === name)

describe('a webhook for anything', () => {
  it('shows a sample’s fields, guesses what they are, and what it would be recorded as', async () => {
    const sample = JSON.stringify(sale(7))
    const first = (await service.ask('post', '/webhooks/try', { sample })).body
    expect(first.fields).toContainEqual({ at: ['order', 'sats'], name: 'order.sats', value: '2100' })
    expect(first.guess).toMatchObject({ id: ['order', 'id'], message: ['note'], sender: ['from'] })
    const { payments } = (await service.ask('post', '/webhooks/try', { sample, mapping })).body
    expect(payments).toMatchObject([
      {
        id: '7',
        amount_msat: 2_100_000,
        message: 'Hello from the shop',
        sender: 'Ann',
        show: 'Night Ferry',
        problem: null,
      },
    ])
    const open = JSON.stringify(sale(8, { status: 'open' }))
    expect(
      (await service.ask('post', '/webhooks/try', { sample: open, mapping })).body.payments,
    ).toMatchObject([{ problem: 'It is passed over: status is open.' }])
    expect((await service.ask('post', '/webhooks/try', { sample: 'hello there' })).status).toBe(400)
  })

  it('records what comes to its address once, however often it comes, at the time of the first', async () => {
    const path = await make('shop')
    expect((await send(path, sale(1))).body).toEqual({ recorded: 1, known: 0, skipped: 0 })
    await new Promise((resolve) => setTimeout(resolve, 1_100))
    expect((await send(path, sale(1))).body).toEqual({ recorded: 0, known: 1, skipped: 0 })
    expect((await send(path, [sale(2), sale(3, { status: 'open' })])).body).toEqual({
      recorded: 1,
      known: 0,
      skipped: 1,
    })
    expect((await send(path, JSON.stringify(JSON.stringify(sale(4))))).body).toMatchObject({ recorded: 1 })
    const rows = await paymentsOf(service.ctx)
    expect(rows.map(({ ref, amount_msat }) => `${ref} ${amount_msat}`)).toEqual(
      ['1', '2', '4'].map((ref) => `${ref} 2100000`),
    )
    expect(rows.filter(({ needs_look }) => /disagree/.test(needs_look ?? ''))).toEqual([])
    expect(await listed('shop')).toMatchObject({ wallet: 'shop', problem: null, came_at: expect.any(String) })
  })

  it('takes a form, whose field is JSON', async () => {
    const path = await make('tips', {
      id: ['data', 'kofi_transaction_id'],
      amount: ['data', 'amount'],
      unit: 'currency',
      currency_at: ['data', 'currency'],
      message: ['data', 'message'],
      sender: ['data', 'from_name'],
      show: null,
      only: null,
    })
    const data = {
      kofi_transaction_id: 'k1',
      amount: '3.00',
      currency: 'USD',
      message: 'Tea',
      from_name: 'Jo',
    }
    const form = `data=${encodeURIComponent(JSON.stringify(data))}`
    expect((await send(path, form, 'application/x-www-form-urlencoded')).body).toMatchObject({ recorded: 1 })
    const { items } = (await service.ask('get', '/payments?source=tips')).body
    expect(items).toMatchObject([
      { rail: 'card', fiat: { amount_minor: 300, currency: 'USD' }, message: 'Tea' },
    ])
  })

  it('tells payments apart by ids that are longer than numbers hold', async () => {
    const path = await make('shop ids')
    const neighbours = ['9007199254740993', '9007199254740992']
    const bodies = neighbours.map((id) => `{"order":{"id":${id},"sats":5},"status":"paid"}`)
    for (const body of bodies) expect((await send(path, body)).body).toMatchObject({ recorded: 1 })
    for (const body of bodies) expect((await send(path, body)).body).toMatchObject({ recorded: 0, known: 1 })
    const { payments } = (await service.ask('post', '/webhooks/try', { sample: bodies[0], mapping })).body
    expect(payments).toMatchObject([{ id: neighbours[0] }])
  })

  it('records what is nested as nothing should be without that, and all others', async () => {
    const path = await make('odd')
    const deep = `${'['.repeat(DEEP)}${']'.repeat(DEEP)}`
    const odd = `{ "order": { "id": 22, "sats": 5 }, "status": "paid", "extra": ${deep} }`
    const body = `[${JSON.stringify(sale(21))}, ${odd}, ${JSON.stringify(sale(23))}]`
    expect((await send(path, body)).body).toMatchObject({ recorded: 3 })
    const refs = (await paymentsOf(service.ctx)).map(({ ref }) => ref)
    expect(refs.filter((ref) => /^2\d$/.test(ref ?? '')).toSorted()).toEqual(['21', '22', '23'])
    expect((await listed('odd')).problem).toBeNull()
  })

  it('says what cannot be read, keeps it, and forgets it once it can be', async () => {
    const path = await make('broken')
    const { status, body } = await send(path, { order: { id: 9 }, status: 'paid' })
    expect(status).toBe(422)
    expect(body.detail).toMatch(/order\.sats must be a number of sat/)
    expect((await listed('broken')).problem).toMatch(/order\.sats/)
    const kept = await service.ctx.db
      .selectFrom('webhooks')
      .select('unread')
      .where('problem', 'is not', null)
      .executeTakeFirstOrThrow()
    expect(JSON.parse(String(kept.unread))).toMatchObject({ order: { id: 9 } })
    expect((await send(path, '{"order":')).status).toBe(422)
    await send(path, sale(10))
    expect((await listed('broken')).problem).toBeNull()
  })

  it('reads the last that could not be read again, once it is pointed at anew', async () => {
    const path = await make('moved')
    const bought = { id: 'm1', price: { sats: 4_200 }, note: 'Moved', status: 'paid' }
    await send(path, bought)
    expect(JSON.parse((await listed('moved')).unread)).toEqual(bought)
    const half = { ...mapping, id: ['id'], amount: ['price'], only: null }
    const missed = (await service.ask('put', '/webhooks/moved/mapping', half)).body
    expect(missed.problem).toMatch(/price must be a number of sat/)
    expect((await listed('moved')).unread).not.toBeNull()
    const whole = { ...half, amount: ['price', 'sats'] }
    expect((await service.ask('put', '/webhooks/moved/mapping', whole)).body).toEqual({
      again: { recorded: 1, known: 0, skipped: 0 },
      problem: null,
    })
    expect(await listed('moved')).toMatchObject({ problem: null, unread: null, mapping: whole })
    const { items } = (await service.ask('get', '/payments?source=moved')).body
    expect(items).toMatchObject([{ amount_msat: 4_200_000, message: 'Moved' }])
    expect((await service.ask('put', '/webhooks/none/mapping', whole)).status).toBe(404)
  })

  it('is known by its address alone, which can be renewed and ended', async () => {
    const path = await make('secret')
    expect((await send('/api/v1/public/webhooks/not-such-an-address-at-all', sale(1))).status).toBe(404)
    const renewed = (await service.ask('post', '/webhooks/secret/address')).body.path
    expect((await send(path, sale(11))).status).toBe(404)
    expect((await send(renewed, sale(11))).status).toBe(200)
    expect((await service.ask('put', '/webhooks/secret/mapping', { ...mapping, unit: 'msat' })).body).toEqual(
      {
        again: null,
        problem: null,
      },
    )
    await send(renewed, sale(12))
    const { items } = (await service.ask('get', '/payments?source=secret')).body
    expect(items.map(({ amount_msat }: { amount_msat: number }) => amount_msat).sort()).toEqual([
      2_100, 2_100_000,
    ])
    expect((await service.ask('delete', '/webhooks/secret')).status).toBe(204)
    expect((await send(renewed, sale(13))).status).toBe(404)
    expect((await service.ask('post', '/webhooks', { name: 'shop', mapping })).status).toBe(409)
    expect(JSON.stringify((await service.ask('get', '/audit')).body)).not.toContain(renewed.split('/').at(-1))
  })
})
