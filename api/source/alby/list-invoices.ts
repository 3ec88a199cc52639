import { readInstant } from '#api/intake/read-values.ts'
import type { Alby } from '#api/source/alby/connect.ts'
import type { AlbySettings } from '#api/source/alby/settings.ts'
import { albyInvoiceAsReports } from '#api/source/alby-invoice-as-reports.ts'
import { listByMaking, type MadeCursor } from '#api/source/kind/list-by-making.ts'
import { readEach } from '#api/source/kind/reading.ts'
import type { SourceRun } from '#api/source/kind/source-kind.ts'
import { newsOf } from '#api/source/wallet-api/recent.ts'

const PAGE = 100

type Invoice = Record<string, unknown>

/** The whole history, then what was settled of late: Alby lists invoices by when they were made, and some are paid later. */
export async function listInvoices(
  { listIncoming, lookBack, recent }: Alby,
  run: SourceRun<AlbySettings, MadeCursor>,
): Promise<void> {
  await listByMaking(
    {
      lookBack,
      async *pages(offset, since) {
        for (let from = offset; ; from += PAGE) {
          const page = await listIncoming(from / PAGE + 1, PAGE, since)
          if (page.length === 0) return
          yield { page, next: from + PAGE }
        }
      },
      read: (invoices: readonly Invoice[], isPast) => {
        if (isPast) return { reading: read(invoices) }
        const settled = invoices.filter((invoice) => settledAt(invoice) > 0)
        const { news, recorded } = newsOf(recent, settled, keyOf, settledAt)
        return { reading: read(news), recorded }
      },
      isLive: () => !recent.isEmpty(),
      looked: ({ now }) => recent.forgetBefore((now - lookBack.reach.daily) * 1000),
    },
    run,
  )
}

function read(invoices: readonly Invoice[]) {
  return readEach(invoices, albyInvoiceAsReports, hashOf, () => 'An invoice')
}

function keyOf({ payment_hash }: Invoice): string {
  return String(payment_hash)
}

function settledAt({ settled_at }: Invoice): number {
  return readInstant(settled_at)?.getTime() ?? 0
}

function hashOf({ payment_hash }: Invoice): string | null {
  return typeof payment_hash === 'string' && payment_hash !== '' ? payment_hash.toLowerCase() : null
}
