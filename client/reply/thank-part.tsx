import { useState } from 'react'
import type { RepliesMade } from '#api/contract/reply.ts'
import { countOf, formatCount } from '#client/format/sats.ts'
import { onSubmit } from '#client/lib/form.ts'
import { useMay } from '#client/person/use-me.ts'
import { useThankSegment } from '#client/reply/use-replies.ts'
import { ReplyWords, readWords, type Words } from '#client/reply/words-fields.tsx'
import { Button } from '#client/ui/button.tsx'
import { Confirm } from '#client/ui/confirm.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { Section } from '#client/ui/head.tsx'
import { toast } from '#client/ui/toasts.tsx'

/** Thanks everyone who was read in a segment with sats and words; it is said first what that comes to. */
export function ThankPart({ segment }: { segment: string }) {
  const mayReply = useMay('payments')
  const thank = useThankSegment(segment)
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
          toast(`${countOf(count, 'reply', 'replies')} on the way. How each ends is at its boost.`)
          open(false)
        },
      },
    )
  return (
    <Section title="Thank those who were read" meta="With sats and words, to each once">
      {!isOpen && <Button onClick={() => open(true)}>Thank everyone read today</Button>}
      {isOpen && (
        <form className="form" aria-label="Thanks" onSubmit={onSubmit((fields) => look(readWords(fields)))}>
          <ReplyWords
            sats={21}
            message="Thank you, {{name}}! You were read on air today."
            hint="{{name}} is the supporter’s name."
          />
          <ErrorNote error={thank.error} />
          <div className="row-actions">
            <Button type="submit" busy={thank.isPending}>
              See what it comes to
            </Button>
            <Button kind="quiet" onClick={() => open(false)}>
              Cancel
            </Button>
          </div>
        </form>
      )}
      {asking && <Ask plan={asking.plan} onYes={() => send(asking.words)} onClose={() => ask(null)} />}
    </Section>
  )
}

function Ask({ plan, onYes, onClose }: { plan: RepliesMade; onYes: () => void; onClose: () => void }) {
  const { count, total_msat, nowhere, answered, ask_from_sats } = plan
  const left = [
    ...(nowhere > 0 ? [`Of ${formatCount(nowhere)} it is not known where they are paid.`] : []),
    ...(answered > 0 ? [`${formatCount(answered)} ${answered === 1 ? 'was' : 'were'} answered before.`] : []),
  ].join(' ')
  if (count === 0 || ask_from_sats === null)
    return (
      <Confirm title="Nobody can be thanked" yes="All right" onYes={onClose} onClose={onClose}>
        {ask_from_sats === null
          ? 'No wallet to reply from is set up. An owner does it, under What goes out.'
          : left}
      </Confirm>
    )
  return (
    <Confirm
      title={`Pay ${formatCount(total_msat / 1000)} sats to ${countOf(count, 'supporter')}?`}
      yes="Pay it"
      no="Not now"
      onYes={onYes}
      onClose={onClose}
    >
      {left} What is paid cannot be taken back.
    </Confirm>
  )
}
