import type { Generated, GeneratedAlways } from 'kysely'
import type { InstantByDefault } from '#db/schema/columns.ts'

export type SupporterTable = {
  id: string
  /** As it is shown: what a host chose, else as last used, trimmed and without `@`. */
  name: string
  /** Null where no host chose one: `name` follows what they send under. */
  chosen_name: string | null
  say_as: string | null
  note: string | null
  created_at: InstantByDefault
}

export type SupporterNameTable = {
  id: GeneratedAlways<number>
  name_key: string
  /** Lower-case app name, or '' where the sender has no id there. */
  app_key: Generated<string>
  sender_id: Generated<string>
  /** Null where its owner asked to be nobody. */
  supporter_id: string | null
  /** As written; '' where its owner asked to be nobody. */
  name: string
  split_by_host: Generated<boolean>
}
export type SupporterAliasTable = { id: string; supporter_id: string }
export type SupporterSuggestionTable = {
  supporter_id: string
  other_id: string
  reason: string
  dismissed: Generated<boolean>
  created_at: InstantByDefault
}
export type ShowSupporterTable = {
  show_id: number
  supporter_id: string
  team: Generated<boolean>
  hidden: Generated<boolean>
}
export type AnonymousNameTable = { name_key: string }
