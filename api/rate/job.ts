import type { Job } from '#api/job/job.ts'
import { fetchRates } from '#api/rate/fetch-rates.ts'
import { bitstamp } from '#api/rate/provider/bitstamp.ts'
import { coinbase } from '#api/rate/provider/coinbase.ts'
import { mempool } from '#api/rate/provider/mempool.ts'
import { followPayments, wantShowCurrencies } from '#api/rate/request-rates.ts'

/** Values payments in the currencies of the shows, by providers that need no key. */
export const ratesJob: Job = {
  name: 'rates',
  schedule: '*/5 * * * *',
  atStart: true,
  async run(ctx, signal) {
    await wantShowCurrencies(ctx.db)
    while (!signal.aborted && (await followPayments(ctx.db))) {
      // On to the next changes.
    }
    await fetchRates(ctx, [mempool(), coinbase(), bitstamp()], signal)
  },
}
