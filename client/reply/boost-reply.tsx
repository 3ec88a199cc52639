import { useState } from 'react'
import { formatAgo } from '#client/format/day.ts'
import { formatCount } from '#client/format/sats.ts'
import { onSubmit } from '#client/lib/form.ts'
import { useMay } from '#client/person/use-me.ts'
import { Recipient } from '#client/reply/recipient.tsx'
import { ReplyChip } from '#client/reply/reply-row.tsx'
import { useBoostReplies, useMakeReply } from '#client/reply/use-replies.ts'
import { say, t } from '#client/reply/words.ts'
import { ReplyWords, readWords, type Words } from '#client/reply/words-fields.tsx'
import { Button } from '#client/ui/button.tsx'
import { Confirm } from '#client/ui/confirm.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { TextField } from '#client/ui/field.tsx'
import { FormActions } from '#client/ui/form-actions.tsx'
import { Section } from '#client/ui/head.tsx'
import { Said } from '#client/ui/said.tsx'

type Body = Words & { recipient: string | null }

/** Replies to a boost, and how one is made; nothing where no wallet to reply from is set up and none was made. */
export function BoostReply({ id, name }: { id: string; name: string }) {
  const replies = useBoostReplies(id)
  const mayReply = useMay('payments')
  const make = useMakeReply(id)
  const [isOpen, open] = useState(false)
  const [asking, ask] = useState<Body | null>(null)
  if (!replies.data) return null
  const { items, recipient, ask_from_sats, asks } = replies.data
  if (items.length === 0 && (ask_from_sats === null || !mayReply)) return null
  const isAnswered = items.some(({ state }) => state !== 'failed' && state !== 'refused')
  const send = (body: Body, confirmed: boolean) =>
    make.mutate({ ...body, confirmed }, { onSuccess: () => open(false) })
  const submit = onSubmit((fields) => {
    const body = { ...readWords(fields), recipient: fields.recipient || null }
    if (ask_from_sats !== null && body.sats >= ask_from_sats) ask(body)
    else send(body, false)
  })
  return (
    <Section title={t('Reply')}>
      <ul className="plain-list" aria-label={t('Replies')}>
        {items.map((reply) => (
          <li key={reply.id}>
            <p>
              <ReplyChip state={reply.state} />{' '}
              {say('{amountMsat} sats to {recipient}', {
                amountMsat: formatCount(reply.amount_msat / 1000),
                recipient: <Recipient of={reply.recipient} />,
              })}
            </p>
            {reply.message && <p dir="auto">{reply.message}</p>}
            <p className="meta">
              <bdi>{reply.made_by}</bdi>, {formatAgo(reply.made_at)}
              {reply.answer && (
                <>
                  {' · '}
                  <bdi>
                    <Said>{reply.answer}</Said>
                  </bdi>
                </>
              )}
            </p>
          </li>
        ))}
      </ul>
      {!isAnswered && mayReply && ask_from_sats !== null && !isOpen && (
        <Button onClick={() => open(true)}>{t('Answer it')}</Button>
      )}
      {isOpen && !isAnswered && (
        <form className="form" aria-label={t('A reply')} onSubmit={submit}>
          <TextField
            label={t('To')}
            name="recipient"
            defaultValue={recipient ?? ''}
            placeholder="name@example.com"
            hint={
              recipient
                ? t('By what the boost says, or where they were answered before.')
                : t(
                    'The boost does not say where its sender is paid: a Lightning address, or a node’s public key.',
                  )
            }
            required={!recipient}
            maxLength={300}
            autoComplete="off"
          />
          <ReplyWords sats={100} message={t('Thank you, {name}!', { name })} />
          <ErrorNote error={make.error} />
          <FormActions
            submit={asks ? t('Ask for it') : t('Pay and send')}
            kind="primary"
            busy={make.isPending}
            onCancel={() => open(false)}
          />
        </form>
      )}
      {asking && (
        <Confirm
          title={t('Pay {sats} sats?', { sats: formatCount(asking.sats) })}
          yes={t('Pay it')}
          no={t('Not now')}
          onYes={() => send(asking, true)}
          onClose={() => ask(null)}
        >
          {t('They go to {recipient}, and cannot be taken back.', {
            recipient: asking.recipient ?? recipient ?? '',
          })}
        </Confirm>
      )}
    </Section>
  )
}
