import { describe, expect, it } from 'vitest'
import { recordClaims } from '#api/claim/record-claims.ts'
import { msat } from '#api/contract/msat.ts'
import { keepShow, makeClaim } from '#tests/helper/make-claim.ts'
import { makeReport, recordPayments } from '#tests/helper/record-payments.ts'
import { shareService } from '#tests/helper/share-service.ts'

const service = shareService()

describe('what a host says of an unproven boost', () => {
  it('attaches it to a boost, dismisses it and takes that back, and neither is matched again', async () => {
    const { db } = service.ctx
    const show = await keepShow(db)
    const [one, other] = await recordClaims(db, [
      makeClaim(show),
      makeClaim(show, { reading: { message: 'Later' } }),
    ])
    const [paid] = await recordPayments(db, makeReport({ boostagram: { message: 'Quite other words' } }))
    const attached = await service.ask('post', `/boosts/${one?.boost_id}/attach`, { boost: paid?.boost_id })
    expect(attached.body).toMatchObject({
      message: 'Quite other words',
      received_msat: 1_000_000,
      claims: [{ by_hand: true }],
    })
    expect((await service.ask('get', `/boosts/${paid?.boost_id}`)).body.id).toBe(attached.body.id)
    expect((await service.ask('get', `/boosts/${one?.boost_id}`)).body.id).toBe(attached.body.id)

    const dismissed = await service.ask('post', `/boosts/${other?.boost_id}/dismiss`, {})
    expect(dismissed.body).toMatchObject({ claim: 'unproven', dropped: 'dismissed' })
    const fitting = {
      app_name: 'Podverse',
      sender_name: 'tide',
      message: 'Later',
      value_msat_total: 1_000_000,
    }
    const [later] = await recordPayments(db, makeReport({ boostagram: fitting }))
    expect((await service.ask('get', `/boosts/${later?.boost_id}`)).body.claims).toEqual([])
    expect((await service.ask('get', '/boosts?claim=unproven')).body.items).toEqual([])
    const listed = (await service.ask('get', '/boosts?status=dismissed')).body
    expect(listed.items.map(({ id }: { id: string }) => id)).toEqual([other?.boost_id])

    const undone = await service.ask('post', `/boosts/${other?.boost_id}/dismiss`, { undo: true })
    expect((await service.ask('get', '/boosts?status=dismissed')).body.items).toEqual([])
    expect(undone.body).toMatchObject({ claim: 'unknown', dropped: null, payments: [{}], claims: [{}] })
    expect((await service.ask('post', `/boosts/${other?.boost_id}/dismiss`, {})).status).toBe(422)
  })

  it('is not that two are one of which no wallet received any: nothing could prove them any more', async () => {
    const { db } = service.ctx
    const show = await keepShow(db, 'Attached Show')
    const said = { message: 'Told twice', claimed_msat: msat(1_000_000) }
    const [one, other] = await recordClaims(db, [makeClaim(show, { reading: said }), makeClaim(show)])
    for (const [path, body] of [
      ['attach', { boost: other?.boost_id }],
      ['join', { boosts: [other?.boost_id] }],
    ] as const) {
      const { status, body: answer } = await service.ask('post', `/boosts/${one?.boost_id}/${path}`, body)
      expect({ path, status, detail: answer.detail }).toMatchObject({
        status: 422,
        detail: expect.stringContaining('No wallet has received'),
      })
    }
    const boostagram = {
      podcast: 'Attached Show',
      app_name: 'Podverse',
      sender_name: 'tide',
      ...said,
      claimed_msat: undefined,
    }
    await recordPayments(db, makeReport({ boostagram: { ...boostagram, value_msat_total: 1_000_000 } }))
    expect((await service.ask('get', `/boosts/${one?.boost_id}`)).body).toMatchObject({
      payments: [{}],
      claims: [{}],
    })
  })
})
