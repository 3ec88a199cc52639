import type { Generated, Selectable } from 'kysely'
import type { ReplyState } from '#api/contract/reply.ts'
import type { InstantByDefault, InstantOnce } from '#db/schema/columns.ts'

/** The wallet that replies are paid from. */
export type PurseTable = {
  only_row: Generated<boolean>
  kind: 'nwc' | 'lnd'
  secret: string
  /** In any 24 hours, with fees. */
  daily_msat: number
  ask_from_msat: number
  created_at: InstantByDefault
}

/** What is paid to whoever sent a boost. */
export type ReplyTable = {
  id: string
  boost_id: string
  show_id: number | null
  supporter_id: string | null
  supporter_name: string
  recipient: string
  custom_key: string | null
  custom_value: string | null
  amount_msat: number
  message: string | null
  may_cut: Generated<boolean>
  state: ReplyState
  payment_hash: Buffer | null
  invoice: string | null
  invoice_expires_at: InstantOnce
  fee_msat: number | null
  answer: string | null
  made_by: string
  made_at: InstantByDefault
  approved_by: string | null
  tried_at: InstantOnce
  looked_at: InstantOnce
  settled_at: InstantOnce
  /** The followed wallet that it was paid from, where that is known. */
  wallet_id: Generated<number | null>
}
export type Reply = Selectable<ReplyTable>
