import { expect, it } from 'vitest'
import type { BoostPaymentJson } from '#api/contract/boost.ts'
import { makeReport, recordPayments } from '#tests/helper/record-payments.ts'
import { shareService } from '#tests/helper/share-service.ts'

const service = shareService()
const { ask } = service

/** The sides of a conflict as one of them is asked: amount, and which source reported it as what. */
async function sidesOf(id: string) {
  const { status, body } = await ask('get', `/payments/${id}/conflict`)
  expect(status).toBe(200)
  return body.items.map(({ amount_msat, metadata }: BoostPaymentJson) => [
    amount_msat,
    ...metadata.map(({ source, ref }) => `${source} ${ref}`),
  ])
}

it('a payment that others contradict names them and their sources, whichever of them is asked', async () => {
  const reports = [
    { source: 'node', wallet: 'shared', id: 'same', amount_msat: 1000, settled_at: '2026-05-14T18:00:00Z' },
    { source: 'script', wallet: 'shared', id: 'same', amount_msat: 2000, settled_at: '2026-05-15T18:00:00Z' },
    { source: 'shop', wallet: 'shared', id: 'same', amount_msat: 3000, settled_at: '2026-05-16T18:00:00Z' },
  ]
  const made = []
  for (const report of reports) made.push(...(await recordPayments(service.ctx.db, makeReport(report))))
  expect(made.map(({ status }) => status)).toEqual(['recorded', 'conflict', 'conflict'])
  for (const { payment_id } of made)
    expect(await sidesOf(payment_id)).toEqual([
      [1000, 'node same'],
      [2000, 'script same'],
      [3000, 'shop same'],
    ])
})

it('a payment that nothing contradicts names none', async () => {
  const [made] = await recordPayments(service.ctx.db, makeReport())
  expect(await sidesOf(made?.payment_id ?? '')).toEqual([])
  expect((await ask('get', '/payments/01900000-0000-7000-8000-000000000000/conflict')).status).toBe(404)
})
