import { makeAlbyInvoice, startFakeAlby } from '#tests/helper/alby/fake-alby.ts'
import { makeBtcpayInvoice, startFakeBtcpay } from '#tests/helper/btcpay/fake-btcpay.ts'
import { makeClnInvoice, startFakeCln } from '#tests/helper/cln/fake-cln.ts'
import type { JsonServer } from '#tests/helper/json-server.ts'
import { makeLnbitsPayment, startFakeLnbits } from '#tests/helper/lnbits/fake-lnbits.ts'
import { makePhoenixdPayment, startFakePhoenixd } from '#tests/helper/phoenixd/fake-phoenixd.ts'
import { makeZapriteOrder, startFakeZaprite } from '#tests/helper/zaprite/fake-zaprite.ts'

/** A wallet with an API over HTTP, played, as all kinds of them can be tried alike. */
export type ApiWallet = {
  server: JsonServer
  settings: Record<string, unknown>
  /** Whether it tells of payments by itself; others are looked at by the clock. */
  tells: boolean
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

/** The kinds that are played so. */
export const API_KINDS = ['lnbits', 'cln', 'phoenixd', 'alby', 'btcpay', 'zaprite'] as const

export const API_WALLETS: Record<(typeof API_KINDS)[number], () => Promise<ApiWallet>> = {
  lnbits: async () => {
    const wallet = await startFakeLnbits()
    return {
      ...wallet,
      tells: true,
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
      tells: true,
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
      tells: true,
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
      tells: false,
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
      tells: false,
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
  zaprite: async () => {
    const shop = await startFakeZaprite()
    return {
      ...shop,
      tells: false,
      past: (count) => {
        for (let each = 0; each < count; each++) shop.orders.push(makeZapriteOrder(shop.orders.length + 1))
      },
      settle: () => {
        const paidAt = new Date(Date.now() - 1_000).toISOString()
        shop.orders.push(makeZapriteOrder(shop.orders.length + 1, { paidAt }))
      },
      settled: () =>
        shop.orders
          .flatMap(({ transactions }) => transactions.map(({ paymentHash }) => String(paymentHash)))
          .sort(),
      change: () => {
        for (const order of shop.orders) order.orgId = 'org_other'
      },
    }
  },
}
