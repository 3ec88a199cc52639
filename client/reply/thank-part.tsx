import { useState } from 'react'
import { Link } from 'wouter'
import type { RepliesMade } from '#api/contract/reply.ts'
import { formatCount } from '#client/format/sats.ts'
import { onSubmit } from '#client/lib/form.ts'
import { useMay } from '#client/person/use-me.ts'
import { listNames } from '#client/reply/list-names.ts'
import { ThanksSoFar } from '#client/reply/thanks-so-far.tsx'
import { useSegmentReplies, useThankSegment } from '#client/reply/use-replies.ts'
import { say, t } from '#client/reply/words.ts'
import { ReplyWords, readWords, type Words } from '#client/reply/words-fields.tsx'
import { Button } from '#client/ui/button.tsx'
import { Confirm } from '#client/ui/confirm.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { FormActions } from '#client/ui/form-actions.tsx'
import { Section } from '#client/ui/head.tsx'
import { toast } from '#client/ui/toasts.tsx'

/** Thanks everyone who was read in a segment with sats and words; it is said first what that comes to. */
export function ThankPart({ segment }: { segment: string }) {
  const mayReply = useMay('payments')
  const thank = useThankSegment(segment)
  const ask_from_sats = useSegmentReplies(segment).data?.ask_from_sats
  const [isOpen, open] = useState(false)
  const [asking, ask] = useState<{ words: Words; plan: RepliesMade } | null>(null)
  if (!mayReply) return null
  const look = (words: Words) =>
    thank.mutate({ ...words, dry: true }, { onSuccess: (plan) => ask({ words, plan }) })
  const send = (words: Words) =>
    thank.mutate(
      { ...words, confirmed: true },
      {
        onSuccess: ({ count }) => {
          toast(t('{count, plural, one {# reply} other {# replies}} on the way', { count }))
          open(false)
        },
      },
    )
  return (
    <Section title={t('Thank those who were read')} meta={t('With sats and words, to each once')}>
      {ask_from_sats === null && <NoPurse />}
      {ask_from_sats !== undefined && ask_from_sats !== null && !isOpen && (
        <p className="thanks">
          <Button onClick={() => open(true)}>{t('Thank everyone who was read')}</Button>
        </p>
      )}
      {isOpen && (
        <form
          className="form"
          aria-label={t('Thanks')}
          onSubmit={onSubmit((fields) => look(readWords(fields)))}
        >
          <ReplyWords
            sats={21}
            message={t('Thank you, {tag}! You were read on air today.', { tag: '{{name}}' })}
            hint={t('{tag} is the supporter’s name.', { tag: '{{name}}' })}
          />
          <ErrorNote error={thank.error} />
          <FormActions
            submit={t('See what it comes to')}
            busy={thank.isPending}
            onCancel={() => open(false)}
          />
        </form>
      )}
      <ThanksSoFar segment={segment} />
      {asking && <Ask plan={asking.plan} onYes={() => send(asking.words)} onClose={() => ask(null)} />}
    </Section>
  )
}

/** There is nothing to thank from yet, and where that is set up. */
function NoPurse() {
  const isOwner = useMay('admin')
  return (
    <p className="thanks">
      {isOwner
        ? say('No wallet to reply from is set up. {link}', {
            link: <Link href="/outgoing">{t('Set one up under What goes out')}</Link>,
          })
        : t('No wallet to reply from is set up. An owner does it, under What goes out.')}
    </p>
  )
}

function Ask({ plan, onYes, onClose }: { plan: RepliesMade; onYes: () => void; onClose: () => void }) {
  const { count, total_msat, names, nowhere, nowhere_names, answered, ask_from_sats } = plan
  const left = [
    ...(nowhere > 0
      ? [t('It is not known where these are paid: {names}.', { names: listNames(nowhere_names) })]
      : []),
    ...(answered > 0
      ? [t('{answered, plural, one {# was answered before.} other {# were answered before.}}', { answered })]
      : []),
  ].join(' ')
  if (count === 0 || ask_from_sats === null)
    return (
      <Dialog title={t('Nobody can be thanked')} onClose={onClose}>
        {ask_from_sats === null ? <NoPurse /> : <p>{left || t('Nobody was read in it.')}</p>}
        <div className="actions">
          <Button onClick={onClose}>{t('All right')}</Button>
        </div>
      </Dialog>
    )
  return (
    <Confirm
      title={t('Pay {totalMsat} sats to {count, plural, one {# supporter} other {# supporters}}?', {
        totalMsat: formatCount(total_msat / 1000),
        count,
      })}
      yes={t('Pay it')}
      no={t('Not now')}
      onYes={onYes}
      onClose={onClose}
    >
      {[
        t('They go to {names}.', { names: listNames(names) }),
        left,
        t('What is paid cannot be taken back.'),
      ].join(' ')}
    </Confirm>
  )
}
