import { makeReport } from '#scripts/bench/make-report.ts'
import { type FakeInvoice, makeInvoice } from '#tests/helper/lnd/fake-invoice.ts'
import { startFakeLnd } from '#tests/helper/lnd/fake-lnd.ts'

/** An LND node as a process of its own, which has received the bench's payments. Its settings are told to who started it. */
const count = Number(process.env.BENCH_PAYMENTS)
const node = await startFakeLnd()
for (let n = 0; n < count; n++) {
  const { invoice, at } = asInvoice(n)
  node.settle(node.add(invoice), { at, silently: true })
}
process.send?.({ url: JSON.stringify(node.settings) })
process.on('message', (asked) => {
  if (asked === 'stop') void node.close().then(() => process.exit(0))
  if (asked === 'settle') {
    const n = node.invoices.length
    const value_msat = String(3_000_000 + n)
    const words = { action: 'boost', podcast: 'Show 1', sender_name: `sender ${n}`, message: `Message ${n}` }
    node.settle(node.add(makeInvoice(n + 1, { value_msat, htlcs: [htlcOf(words, value_msat)] })))
  }
})

/** The bench's nth payment as the node has it. */
function asInvoice(n: number): { invoice: FakeInvoice; at: number } {
  const report = makeReport(n)
  const { payment_hash, amount_msat, settled_at, boostagram } = report as {
    payment_hash: string
    amount_msat: number
    settled_at: number
    boostagram: object
  }
  const value_msat = String(amount_msat)
  const invoice = makeInvoice(n + 1, {
    r_hash: Buffer.from(payment_hash, 'hex'),
    value_msat,
    htlcs: [htlcOf(boostagram, value_msat)],
  })
  return { invoice, at: settled_at }
}

function htlcOf(boostagram: object, amt_msat: string): FakeInvoice['htlcs'][number] {
  return {
    state: 'ACCEPTED',
    amt_msat,
    custom_records: { '7629169': Buffer.from(JSON.stringify(boostagram)) },
  }
}
