import type { Kysely } from 'kysely'
import type { ReplyJson, ReplyListQuery } from '#api/contract/reply.ts'
import { csvRecord, withoutFormula } from '#api/lib/csv-record.ts'
import { listReplies } from '#api/reply/list-replies.ts'
import type { DB } from '#db/schema/index.ts'

const COLUMNS: Record<string, (reply: ReplyJson) => string> = {
  paid_at_utc: ({ settled_at }) => settled_at ?? '',
  amount_msat: ({ amount_msat }) => String(amount_msat),
  fee_msat: ({ fee_msat }) => String(fee_msat ?? 0),
  show: ({ show }) => show?.title ?? '',
  to: ({ supporter }) => supporter.name,
  recipient: ({ recipient }) => recipient,
  message: ({ message }) => message ?? '',
  payment_hash: ({ payment_hash }) => payment_hash ?? '',
  boost_id: ({ boost_id }) => boost_id,
  made_by: ({ made_by }) => made_by,
  approved_by: ({ approved_by }) => approved_by ?? '',
}

/** What was paid out as replies, as CSV (RFC 4180): an expense each, with its fee. */
export async function* writeRepliesCsv(
  db: Kysely<DB>,
  query: Pick<ReplyListQuery, 'show' | 'since' | 'until'>,
): AsyncGenerator<string> {
  yield csvRecord(Object.keys(COLUMNS))
  let cursor: string | undefined
  do {
    const page = await listReplies(db, { ...query, state: 'sent', limit: 200, ...(cursor ? { cursor } : {}) })
    for (const reply of page.items)
      yield csvRecord(Object.values(COLUMNS).map((cell) => withoutFormula(cell(reply))))
    cursor = page.next_cursor ?? undefined
  } while (cursor !== undefined)
}
