import { makeAlbyInvoice, startFakeAlby } from '#tests/helper/alby/fake-alby.ts'
import { makeBtcpayInvoice, startFakeBtcpay } from '#tests/helper/btcpay/fake-btcpay.ts'
import { makeClnInvoice, startFakeCln } from '#tests/helper/cln/fake-cln.ts'
import type { JsonServer } from '#tests/helper/json-server.ts'
import { makeLnbitsPayment, startFakeLnbits } from '#tests/helper/lnbits/fake-lnbits.ts'
import { makePhoenixdPayment, startFakePhoenixd } from '#tests/helper/phoenixd/fake-phoenixd.ts'

/** A wallet with an API over HTTP, played, as all kinds of them can be tried alike. */
export type ApiWallet = {
  server: JsonServer
  settings: Record<string, unknown>
  /** Has so many payments more have been settled long ago. */
  past(count: number): void
  /** Settles one now. */
  settle(options?: { silently?: boolean }): void
  /** The payment hashes of all that was settled. */
  settled(): string[]
  /** Becomes another wallet that is reached in the same way; null where it does not say which it is. */
  change: (() => void) | null
  close(): Promise<void>
}

export const API_WALLETS: Record<
  'lnbits' | 'cln' | 'phoenixd' | 'alby' | 'btcpay',
  () => Promise<ApiWallet>
> = {
  lnbits: async () => {
    const wallet = await startFakeLnbits()
    return {
      ...wallet,
      past: (count) => {
        for (let each = 0; each < count; each++)
          wallet.payments.push(makeLnbitsPayment(wallet.payments.length + 1))
      },
      settle: (options) => {
        const at = (fromNowS: number) => new Date(Date.now() + fromNowS * 1000).toISOString()
        const made = { time: at(-30), created_at: at(-30), expiry: at(3_600) }
        wallet.settle(makeLnbitsPayment(wallet.payments.length + 1, made), options)
      },
      settled: () => wallet.payments.map(({ payment_hash }) => payment_hash).sort(),
      change: () => {
        for (const payment of wallet.payments) payment.wallet_id = 'another'
      },
    }
  },
  cln: async () => {
    const node = await startFakeCln()
    const next = () => node.add(makeClnInvoice(node.invoices.length + 1))
    return {
      ...node,
      past: (count) => {
        for (let each = 0; each < count; each++) node.pay(next(), 1_700_000_000 + node.invoices.length)
      },
      // A node tells everyone who waits.
      settle: () => node.pay(next()),
      settled: () => node.invoices.map(({ payment_hash }) => payment_hash).sort(),
      change: () => {
        for (const invoice of node.invoices)
          invoice.payment_hash = [...invoice.payment_hash].reverse().join('')
      },
    }
  },
  phoenixd: async () => {
    const wallet = await startFakePhoenixd()
    return {
      ...wallet,
      past: (count) => {
        for (let each = 0; each < count; each++)
          wallet.payments.push(makePhoenixdPayment(wallet.payments.length + 1))
      },
      settle: (options) => wallet.receive(makePhoenixdPayment(wallet.payments.length + 1), options),
      settled: () => wallet.payments.map(({ paymentHash }) => paymentHash).sort(),
      change: () => {
        wallet.behaviour.node = '03'.padEnd(66, 'b')
      },
    }
  },
  alby: async () => {
    const account = await startFakeAlby()
    return {
      ...account,
      past: (count) => {
        for (let each = 0; each < count; each++)
          account.invoices.push(makeAlbyInvoice(account.invoices.length + 1))
      },
      // Alby tells nobody who cannot be reached from outside.
      settle: () => {
        account.invoices.push(makeAlbyInvoice(account.invoices.length + 1, Math.floor(Date.now() / 1000) - 3))
      },
      settled: () => account.invoices.map(({ payment_hash }) => payment_hash).sort(),
      change: null,
    }
  },
  btcpay: async () => {
    const store = await startFakeBtcpay()
    const next = (madeAt?: number) =>
      makeBtcpayInvoice(store.invoices.length + 1, madeAt === undefined ? {} : { madeAt })
    return {
      ...store,
      past: (count) => {
        for (let each = 0; each < count; each++) store.invoices.push(next())
      },
      settle: () => void store.invoices.push(next(Math.floor(Date.now() / 1000) - 5)),
      settled: () =>
        store.invoices
          .flatMap(({ paymentMethods }) => paymentMethods.flatMap(({ payments }) => payments))
          .map(({ id }) => String(id))
          .sort(),
      change: null,
    }
  },
}
