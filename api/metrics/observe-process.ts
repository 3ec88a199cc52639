import { collectDefaultMetrics } from 'prom-client'
import type { Metrics } from '#api/metrics/metrics.ts'

/** Has `/metrics` tell of the process: memory, processor time, the event loop. */
export function observeProcess({ registry }: Pick<Metrics, 'registry'>): void {
  collectDefaultMetrics({ register: registry })
}
