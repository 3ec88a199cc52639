import { hash } from 'node:crypto'

export type FakeHtlc = {
  state: 'ACCEPTED' | 'SETTLED' | 'CANCELED'
  amt_msat: string
  custom_records: Record<string, Buffer>
  amp?: { set_id: Buffer } | null
}

export type FakeInvoice = {
  add_index: string
  settle_index: string
  state: 'OPEN' | 'SETTLED' | 'CANCELED' | 'ACCEPTED'
  r_hash: Buffer
  r_preimage: Buffer
  memo: string
  value_msat: string
  amt_paid_msat: string
  creation_date: string
  settle_date: string
  payment_request: string
  is_keysend: boolean
  is_amp: boolean
  htlcs: FakeHtlc[]
  amp_invoice_state: Record<
    string,
    { state: 'SETTLED'; settle_index: string; settle_time: string; amt_paid_msat: string }
  >
}

/** An open invoice of a fake node: a keysend with a boostagram, unless told otherwise. */
export function makeInvoice(
  index: number,
  overrides: Partial<FakeInvoice> & { seed?: string } = {},
): FakeInvoice {
  const { seed = 'node', ...rest } = overrides
  const value_msat = overrides.value_msat ?? String(1_000 * (index % 50) + 1_001)
  const boostagram = {
    app_name: 'Fountain',
    podcast: 'Test Show',
    guid: '9b024349-ccf0-5f69-a609-6b82873eab3c',
    episode: `Episode ${index % 7}`,
    action: index % 3 === 0 ? 'boost' : 'stream',
    sender_name: `listener ${index % 11}`,
    message: index % 3 === 0 ? `Boost number ${index}` : '',
    value_msat_total: Number(value_msat),
    ts: index,
  }
  return {
    add_index: String(index),
    settle_index: '0',
    state: 'OPEN',
    r_hash: hash('sha256', `${seed} ${index}`, 'buffer'),
    r_preimage: hash('sha256', `preimage ${seed} ${index}`, 'buffer'),
    memo: '',
    value_msat,
    amt_paid_msat: '0',
    creation_date: '1700000000',
    settle_date: '0',
    payment_request: '',
    is_keysend: true,
    is_amp: false,
    htlcs: [
      {
        state: 'ACCEPTED',
        amt_msat: value_msat,
        custom_records: { '7629169': Buffer.from(JSON.stringify(boostagram)) },
      },
    ],
    amp_invoice_state: {},
    ...rest,
  }
}

/** An AMP invoice that nobody has paid yet. */
export function makeAmpInvoice(index: number, overrides: Partial<FakeInvoice> = {}): FakeInvoice {
  return makeInvoice(index, {
    is_amp: true,
    is_keysend: false,
    payment_request: 'lnbc1',
    htlcs: [],
    ...overrides,
  })
}

/** What LND makes of an AMP payment without an invoice: neither hash nor preimage. */
export function makeSpontaneousAmp(index: number): FakeInvoice {
  const none = Buffer.alloc(0)
  return makeAmpInvoice(index, { payment_request: '', r_hash: none, r_preimage: none })
}

/** A set of an AMP invoice, for `paySet`. */
export const ampSet = (fill: number, amt_msat: number) => ({
  id: Buffer.alloc(32, fill),
  amt_msat,
  at: 1_700_000_000 + fill,
})

/** A boostagram with this message, as bytes. */
export const boost = (message: string) =>
  Buffer.from(JSON.stringify({ action: 'boost', podcast: 'Test Show', message }))
