import type { Statement } from '#api/contract/statement.ts'
import type { InstantByDefault, Json } from '#db/schema/columns.ts'

export type ClosedMonthTable = {
  id: string
  /** Null: of all shows. */
  show_id: number | null
  /** `YYYY-MM` */
  month: string
  /** As it was when the month was closed. */
  statement: Json<Statement>
  closed_at: InstantByDefault
  closed_by: string
}
