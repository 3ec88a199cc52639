import { Counter, Histogram, Registry } from 'prom-client'

export type Metrics = {
  /** For `/metrics`; what another part counts registers here too. */
  registry: Registry
  /** How long answers took, by route. */
  requests: Histogram<'method' | 'route' | 'status'>
  /** Counts what became of payments that a source reported. */
  countReports(source: string, outcomes: readonly { status: string }[]): void
  /** Has something brought up to date before each answer of `/metrics`. */
  beforeScrape(refresh: () => Promise<void>): void
  /** All of it in the text format of Prometheus. */
  scrape(): Promise<string>
}

/** Makes the counters of one process. */
export function createMetrics(): Metrics {
  const registry = new Registry()
  const registers = [registry]
  const refreshers: (() => Promise<void>)[] = []
  const requests = new Histogram({
    name: 'readout_http_request_duration_seconds',
    help: 'How long answers took, from the head of the request to the end of the answer.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers,
  })
  const reports = new Counter({
    name: 'readout_intake_reports_total',
    help: 'Payments that sources reported, by what became of them.',
    labelNames: ['source', 'result'],
    registers,
  })
  return {
    registry,
    requests,
    countReports: (source, outcomes) => {
      for (const { status } of outcomes) reports.inc({ source, result: status })
    },
    beforeScrape: (refresh) => void refreshers.push(refresh),
    scrape: async () => {
      await Promise.all(refreshers.map((refresh) => refresh()))
      return registry.metrics()
    },
  }
}
