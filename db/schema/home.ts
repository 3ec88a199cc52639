import type { Instant } from '#db/schema/columns.ts'

/** A first step that hosts do without; `all`: they want no list of them any more. */
export type FirstStepTable = {
  step: 'show' | 'wallet' | 'past' | 'page' | 'all'
  skipped_at: Instant
}

/** When a show is recorded next, as its hosts said. */
export type PlannedRecordingTable = {
  show_id: number
  at: Instant
  /** Again and again, after so many days; null: once. */
  every_days: number | null
}

/** When somebody looked at a show's page last, and before that visit. */
export type ShowLookTable = {
  user_id: string
  show_id: number
  looked_at: Instant
  before_at: Instant | null
}
