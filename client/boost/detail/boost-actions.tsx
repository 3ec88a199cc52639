import { useState } from 'react'
import type { BoostDetailJson } from '#api/contract/boost.ts'
import { AttachForm } from '#client/boost/detail/attach-form.tsx'
import { CorrectForm } from '#client/boost/detail/correct-form.tsx'
import { JoinForm } from '#client/boost/detail/join-form.tsx'
import { useDismiss, usePatchBoost } from '#client/boost/detail/use-boost.ts'
import { t } from '#client/boost/words.ts'
import { Button } from '#client/ui/button.tsx'
import { CopyButton } from '#client/ui/copy-button.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { toast } from '#client/ui/toasts.tsx'

/** Copy its address, hide it, put it right, join others to it. */
export function BoostActions({ boost, mayEdit }: { boost: BoostDetailJson; mayEdit: boolean }) {
  const [form, open] = useState<'correct' | 'join' | 'attach' | null>(null)
  const isUnproven = boost.claim === 'unproven'
  const patch = usePatchBoost(boost.id)
  const setHidden = (hidden: boolean) =>
    patch.mutate(
      { hidden },
      { onSuccess: () => toast(hidden ? t('Hidden') : t('Shown again'), () => setHidden(!hidden)) },
    )
  const dismiss = useDismiss(boost.id)
  const setDismissed = (dismissed: boolean) =>
    dismiss.mutate(!dismissed, {
      onSuccess: () => toast(dismissed ? t('Dismissed') : t('Shown again'), () => setDismissed(!dismissed)),
    })
  const toggle = (wanted: 'correct' | 'join' | 'attach') => open(form === wanted ? null : wanted)
  return (
    <>
      <div className="detail-actions">
        <CopyButton text={`${location.origin}/studio/boosts/${boost.id}`}>{t('Copy link')}</CopyButton>
        {mayEdit && (
          <>
            {isUnproven && boost.dropped === null && (
              <Button kind="primary" aria-expanded={form === 'attach'} onClick={() => toggle('attach')}>
                {t('Attach to a payment')}
              </Button>
            )}
            {isUnproven && boost.dropped !== 'withdrawn' && (
              <Button busy={dismiss.isPending} onClick={() => setDismissed(boost.dropped === null)}>
                {boost.dropped === null ? t('Dismiss') : t('Show again')}
              </Button>
            )}
            {!isUnproven && (
              <Button busy={patch.isPending} onClick={() => setHidden(!boost.hidden)}>
                {boost.hidden ? t('Show again') : t('Hide')}
              </Button>
            )}
            {boost.possible_double && (
              <Button
                busy={patch.isPending}
                onClick={() =>
                  patch.mutate(
                    { possible_double: false },
                    { onSuccess: () => toast(t('It counts as a boost of its own')) },
                  )
                }
              >
                {t('It is no double')}
              </Button>
            )}
            <Button aria-expanded={form === 'correct'} onClick={() => toggle('correct')}>
              {t('Correct')}
            </Button>
            {!isUnproven && (
              <Button aria-expanded={form === 'join'} onClick={() => toggle('join')}>
                {t('Join')}
              </Button>
            )}
          </>
        )}
      </div>
      <ErrorNote error={patch.error ?? dismiss.error} />
      {form === 'attach' && <AttachForm boost={boost} onDone={() => open(null)} />}
      {form === 'correct' && <CorrectForm boost={boost} onDone={() => open(null)} />}
      {form === 'join' && <JoinForm boost={boost} onDone={() => open(null)} />}
    </>
  )
}
