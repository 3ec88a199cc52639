import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { BoostJson } from '#api/contract/boost.ts'
import { fetchNear, NearBoost } from '#client/boost/detail/join-form.tsx'
import { useAttach } from '#client/boost/detail/use-boost.ts'
import { t } from '#client/boost/words.ts'
import { onSubmit } from '#client/lib/form.ts'
import { Empty } from '#client/ui/empty.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { FormActions } from '#client/ui/form-actions.tsx'
import { Skeleton } from '#client/ui/skeleton.tsx'
import { toast } from '#client/ui/toasts.tsx'

/** Says which boost that a wallet received is the one that was claimed: of the same show, within a day. */
export function AttachForm({ boost, onDone }: { boost: BoostJson; onDone: () => void }) {
  const [chosen, choose] = useState<string | null>(null)
  const attach = useAttach(boost.id)
  const near = useQuery({ queryKey: ['boosts', 'near', boost.id], queryFn: () => fetchNear(boost) })
  const submit = () => {
    if (chosen === null) return
    attach.mutate(chosen, {
      onSuccess: () => {
        toast(t('They are one boost now'))
        onDone()
      },
    })
  }
  return (
    <form className="form boxed" onSubmit={onSubmit(submit)}>
      <p>{t('Which of these did a wallet receive for it?')}</p>
      <ErrorNote error={near.error ?? attach.error} />
      {near.isPending && <Skeleton rows={2} />}
      {near.data?.length === 0 && (
        <Empty>
          {t(
            'No boost of this show was received within a day of it. A payment that waits under Needs a look is given to the show there first.',
          )}
        </Empty>
      )}
      <ul className="join-list">
        {near.data?.map((other) => (
          <li key={other.id}>
            <label className="join-choice">
              <input
                type="radio"
                name="attach"
                checked={chosen === other.id}
                onChange={() => choose(other.id)}
              />
              <NearBoost boost={other} />
            </label>
          </li>
        ))}
      </ul>
      <FormActions
        submit={t('Attach')}
        busy={attach.isPending}
        disabled={chosen === null}
        className="detail-actions"
        onCancel={onDone}
      />
    </form>
  )
}
