import type { ExportQuery } from '#api/contract/export.ts'
import type { Profile } from '#api/export/profile/profile.ts'

/** A file name that says what is in it: `readout-linux-unplugged-2026-10-01-2026-10-31-koinly.csv`. */
export function nameExport({ name, extension }: Profile, { show, from, to }: ExportQuery): string {
  const shows = show && show.length <= 3 ? show : []
  const parts = ['readout', ...shows, from ?? (to ? 'until' : 'all'), to, name === 'plain' ? null : name]
  return `${parts.filter(Boolean).join('-')}.${extension}`
}
