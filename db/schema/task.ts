/** A payment's place in a list by settle time. */
export type PaymentPlace = { at: string; id: string }

/** A sender's name by its parts in `supporter_names`; without app and sender id it is that name of whoever. */
export type NameParts = { name_key: string; app_key: string | null; sender_id: string | null }

/**
 * Work that touches many payments: decided in one transaction, done in batches, and finished whatever happens in between.
 * - judge-claims: open claims of a show get their verdict by shares that became known
 * - set-aside-show: a show's payments are set aside, or come back, as the show's state says
 * - move-show: payments and boosts of a merged show go to the one that survives; then it ends
 * - move-episode: the same of an episode
 * - part-episode: what belonged to an episode that was joined goes back to it
 * - move-supporter: payments and boosts of a supporter, or of some of their names, become another's or nobody's
 * - decide-again: whose payments are, of a wallet or those that a rule is about, after it changed
 * - read-again: what all payments say, after an update that reads in another way
 * - remove-demo: the demo goes, with everything of it
 */
export type Task =
  | { kind: 'judge-claims'; show: number; after: string | null }
  | { kind: 'set-aside-show'; show: number; after: PaymentPlace | null }
  | { kind: 'move-show'; from: number; to: number }
  | { kind: 'move-episode'; from: string; to: string }
  | { kind: 'part-episode'; join: string; after: PaymentPlace | null }
  | SupporterMove
  | { kind: 'decide-again'; rule: string | null; wallet: number | null; after: PaymentPlace | null }
  | { kind: 'read-again'; version: number; after: PaymentPlace | null }
  | { kind: 'remove-demo' }

export type SupporterMove = {
  kind: 'move-supporter'
  from: string
  /** Null: nobody. */
  to: string | null
  /** Only what came under these names; null: everything, and the supporter ends. */
  names: NameParts[] | null
  after: PaymentPlace | null
  /** Forget the names too; boosts that these shows kept off their pages are hidden one by one. */
  forget: { hidden_in: number[] } | null
}

/** One kind of task. */
export type TaskOf<Kind extends Task['kind']> = Extract<Task, { kind: Kind }>
