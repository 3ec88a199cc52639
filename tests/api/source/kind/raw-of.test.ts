import { expect, it } from 'vitest'
import { rawOf } from '#api/source/kind/raw-of.ts'
import { readTransactions } from '#api/source/nwc/read-transactions.ts'
import { makeTransaction } from '#tests/helper/nwc/fake-wallet.ts'

it('what a wallet reported is kept word for word, without preimages', () => {
  const reported = { id: 5n, hash: new Uint8Array([1, 255]), preimage: 'x', metadata: { tags: [['p', 'q']] } }
  expect(JSON.parse(rawOf(reported))).toEqual({ id: '5', hash: '01ff', metadata: { tags: [['p', 'q']] } })
})

it('a payment is recorded whatever its sender nested in it', () => {
  const deep: unknown = JSON.parse(`${'['.repeat(20_000)}${']'.repeat(20_000)}`)
  const { reports, unread } = readTransactions([{ ...makeTransaction(1), metadata: { nostr: deep } }])
  expect(unread).toEqual([])
  expect(reports).toMatchObject([{ ref: makeTransaction(1).payment_hash }])
})
