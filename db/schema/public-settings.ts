import type { Generated } from 'kysely'

export type PublicSettingsTable = {
  show_id: number
  description: string | null
  /** When messages appear: once they were read on air, at once, or never. */
  messages: Generated<'after_read' | 'at_once' | 'never'>
  amounts: Generated<'exact' | 'rounded' | 'none'>
  names: Generated<boolean>
  fiat: Generated<boolean>
  supporter_pages: Generated<boolean>
  /** Whether search engines may list it. */
  listed: Generated<boolean>
  /** Whether the page says who gets which part of a boost. */
  splits: Generated<boolean>
  goal_title: string | null
  goal_sats: number | null
  /** The first day that counts for the goal, `YYYY-MM-DD`; null: since ever. */
  goal_since: string | null
}
