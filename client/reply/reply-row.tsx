import type { ReplyState } from '#api/contract/reply.ts'
import { formatAgo } from '#client/format/day.ts'
import { formatCount, formatExactSats } from '#client/format/sats.ts'
import { useMay } from '#client/person/use-me.ts'
import { REPLY_STATES, REPLY_TONES } from '#client/reply/format-reply.ts'
import { Recipient } from '#client/reply/recipient.tsx'
import { type Reply, useApproveReply, useSettleReply } from '#client/reply/use-replies.ts'
import { say, t } from '#client/reply/words.ts'
import { Button } from '#client/ui/button.tsx'
import { Chip } from '#client/ui/chip.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { Said } from '#client/ui/said.tsx'

export function ReplyChip({ state }: { state: ReplyState }) {
  return <Chip tone={REPLY_TONES[state]}>{REPLY_STATES[state]}</Chip>
}

/** One reply in a list, with what is to be decided of it. */
export function ReplyRow({ reply }: { reply: Reply }) {
  const { id, supporter, recipient, amount_msat, fee_msat, message, state, answer, made_by, approved_by } =
    reply
  const mayEdit = useMay('edit')
  const approve = useApproveReply(id)
  const settle = useSettleReply(id)
  const what = t('{amountMsat} sats to {name}', {
    amountMsat: formatCount(amount_msat / 1000),
    name: supporter.name,
  })
  return (
    <li className="entry">
      <div className="row-words">
        <p>
          {say('{name} {amountMsat} sats', {
            name: <bdi className="row-name">{supporter.name}</bdi>,
            amountMsat: formatCount(amount_msat / 1000),
          })}{' '}
          <ReplyChip state={state} />
        </p>
        {message && <p dir="auto">{message}</p>}
        <p className="meta">
          {say('to {recipient} · {madeBy}', {
            recipient: <Recipient of={recipient} />,
            madeBy: <bdi>{made_by}</bdi>,
          })}
          {approved_by && (
            <>
              {', '}
              {say('decided by {approvedBy}', { approvedBy: <bdi>{approved_by}</bdi> })}
            </>
          )}{' '}
          · {formatAgo(reply.made_at)}
          {fee_msat ? ` · ${t('fee {feeMsat} sats', { feeMsat: formatExactSats(fee_msat) })}` : ''}
          {answer && (
            <>
              {' · '}
              <bdi>
                <Said>{answer}</Said>
              </bdi>
            </>
          )}
        </p>
        <ErrorNote error={approve.error ?? settle.error} />
      </div>
      {mayEdit && state === 'asked' && (
        <div className="row-actions">
          <Button
            busy={approve.isPending}
            aria-label={t('Pay {what}', { what })}
            onClick={() => approve.mutate(true)}
          >
            {t('Pay it')}
          </Button>
          <Button
            kind="quiet"
            busy={approve.isPending}
            aria-label={t('Do not pay {what}', { what })}
            onClick={() => approve.mutate(false)}
          >
            {t('No')}
          </Button>
        </div>
      )}
      {mayEdit && state === 'uncertain' && (
        <div className="row-actions">
          <Button
            kind="quiet"
            busy={settle.isPending}
            aria-label={t('The wallet shows {what} as paid', { what })}
            onClick={() => settle.mutate(true)}
          >
            {t('It was paid')}
          </Button>
          <Button
            kind="quiet"
            busy={settle.isPending}
            aria-label={t('The wallet does not show {what}', { what })}
            onClick={() => settle.mutate(false)}
          >
            {t('It was not')}
          </Button>
        </div>
      )}
    </li>
  )
}
