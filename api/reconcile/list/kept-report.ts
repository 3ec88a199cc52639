import type { Report } from '#api/intake/report.ts'
import type { Metadata } from '#api/metadata/reading.ts'

/** A report as JSON has it. */
type KeptReport = Omit<Report, 'settled_at' | 'metadata'> & {
  settled_at: string
  metadata: (Omit<Metadata, 'raw'> & { raw: string }) | null
}

/** A report as text, to be recorded later. */
export function reportAsText(report: Report): string {
  const { metadata, settled_at } = report
  const kept: KeptReport = {
    ...report,
    settled_at: settled_at.toISOString(),
    metadata: metadata && { ...metadata, raw: Buffer.from(metadata.raw).toString('base64') },
  }
  return JSON.stringify(kept)
}

/** What `reportAsText` wrote. */
export function readReport(text: string): Report {
  const kept: KeptReport = JSON.parse(text)
  const { metadata, settled_at } = kept
  return {
    ...kept,
    settled_at: new Date(settled_at),
    metadata: metadata && { ...metadata, raw: Buffer.from(metadata.raw, 'base64') },
  }
}
