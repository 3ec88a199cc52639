import { Gauge } from 'prom-client'
import type { Context } from '#api/context.ts'

/** Has `/metrics` tell of the sources that are followed, as the database has it: it is the same from every process. */
export function observeSources({ metrics, db, log }: Pick<Context, 'metrics' | 'db' | 'log'>): void {
  const gauge = (name: string, help: string) =>
    new Gauge({ name: `readout_source_${name}`, help, labelNames: ['source'], registers: [metrics.registry] })
  const up = gauge('up', 'Whether a source is connected; paused ones are left out.')
  const contact = gauge('last_contact_timestamp_seconds', 'When the wallet was last heard of.')
  const payment = gauge('last_payment_timestamp_seconds', 'When its latest payment was settled.')
  const lag = gauge('lag_seconds', 'From settling to recording, of the last payment that came by itself.')
  const toList = gauge('history_left', 'How much of the wallet’s history is yet to be read.')
  metrics.beforeScrape(async () => {
    try {
      const rows = await db
        .selectFrom('connections')
        .innerJoin('sources', 'sources.id', 'connections.source_id')
        .select(['name', 'state', 'contact_at', 'payment_at', 'lag_ms', 'listed', 'to_list'])
        .where('paused', '=', false)
        .execute()
      for (const metric of [up, contact, payment, lag, toList]) metric.reset()
      for (const { name: source, ...row } of rows) {
        up.set({ source }, row.state === 'connected' ? 1 : 0)
        if (row.contact_at) contact.set({ source }, row.contact_at.getTime() / 1000)
        if (row.payment_at) payment.set({ source }, row.payment_at.getTime() / 1000)
        if (row.lag_ms !== null) lag.set({ source }, row.lag_ms / 1000)
        toList.set({ source }, (row.to_list ?? 0) - (row.listed ?? 0))
      }
    } catch (error) {
      log.warn({ err: error }, 'the sources cannot be observed')
    }
  })
}
