import type { Paying } from '#api/reply/pay/paying.ts'
import { settleReply } from '#api/reply/pay/settle.ts'
import type { PayingWallet, Standing } from '#api/reply/pay/wallet.ts'
import type { Reply } from '#db/schema/reply.ts'

/** A wallet that was told to pay answers within this, or its process is gone. */
const PAYING_MS = 3 * 60_000
/** A payment that began before an invoice's end may arrive a little after. */
const AFTER_END_MS = 10 * 60_000

/**
 * Asks the wallet how those payments stand of which it is not known. What the wallet knows nothing of was not paid only once nobody can pay
 * its invoice any more, or where no request can be on its way: one may lie at a relay. Of a keysend over one, which has no end, a person
 * decides.
 */
export async function lookUpReplies({ db, now }: Paying, wallet: PayingWallet): Promise<void> {
  const lost = new Date(now().getTime() - PAYING_MS)
  const open = await db
    .selectFrom('replies')
    .selectAll()
    .where((row) =>
      row.or([
        row('state', '=', 'uncertain'),
        row.and([row('state', '=', 'paying'), row('tried_at', '<', lost)]),
      ]),
    )
    .orderBy('tried_at')
    .execute()
  for (const reply of open) {
    const standing = await wallet.lookUp(
      reply.payment_hash?.toString('hex') ?? '',
      reply.tried_at ?? reply.made_at,
    )
    await settleReply(db, reply.id, decide(reply, wallet, standing, now()), now())
  }
}

function decide(
  { invoice_expires_at, tried_at }: Reply,
  { forgetsNothingAfterMs }: PayingWallet,
  standing: Standing,
  now: Date,
): Standing {
  if (standing.kind !== 'unknown') return standing
  if (
    tried_at &&
    forgetsNothingAfterMs !== null &&
    now.getTime() > tried_at.getTime() + forgetsNothingAfterMs
  )
    return { kind: 'refused', answer: 'The wallet never began to pay it.' }
  if (invoice_expires_at && now.getTime() > invoice_expires_at.getTime() + AFTER_END_MS)
    return { kind: 'refused', answer: 'The wallet never paid it, and the invoice is over.' }
  return standing
}
