import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { BoostJson } from '#api/contract/boost.ts'
import { BoostAmount } from '#client/boost/boost-amount.tsx'
import { useRegroup } from '#client/boost/detail/use-boost.ts'
import { t } from '#client/boost/words.ts'
import { formatInstant } from '#client/format/day.ts'
import { nameOf } from '#client/format/supporter.ts'
import { onSubmit } from '#client/lib/form.ts'
import { get } from '#client/lib/request.ts'
import { Empty } from '#client/ui/empty.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { FormActions } from '#client/ui/form-actions.tsx'
import { Skeleton } from '#client/ui/skeleton.tsx'
import { toast } from '#client/ui/toasts.tsx'

const AROUND_MS = 24 * 3600 * 1000

/** Joins boosts that were one press of the button: of the same show, within a day. */
export function JoinForm({ boost, onDone }: { boost: BoostJson; onDone: () => void }) {
  const [chosen, choose] = useState<string[]>([])
  const join = useRegroup(boost.id, 'join')
  const near = useQuery({ queryKey: ['boosts', 'near', boost.id], queryFn: () => fetchNear(boost) })
  const done = () => {
    toast(t('They are one boost now'))
    onDone()
  }
  return (
    <form className="form boxed" onSubmit={onSubmit(() => join.mutate(chosen, { onSuccess: done }))}>
      <p>{t('Which of these were sent with the same press of the button?')}</p>
      <ErrorNote error={near.error ?? join.error} />
      {near.isPending && <Skeleton rows={2} />}
      {near.data?.length === 0 && (
        <Empty>{t('There is no other boost of this show within a day of it.')}</Empty>
      )}
      <ul className="join-list">
        {near.data?.map((other) => (
          <li key={other.id}>
            <label className="join-choice">
              <input
                type="checkbox"
                checked={chosen.includes(other.id)}
                onChange={({ target }) =>
                  choose(target.checked ? [...chosen, other.id] : chosen.filter((id) => id !== other.id))
                }
              />
              <NearBoost boost={other} />
            </label>
          </li>
        ))}
      </ul>
      <FormActions
        submit={t('Join to this one')}
        busy={join.isPending}
        disabled={chosen.length === 0}
        className="detail-actions"
        onCancel={onDone}
      />
    </form>
  )
}

/** A boost among those that can be chosen. */
export function NearBoost({ boost }: { boost: BoostJson }) {
  return (
    <span>
      <BoostAmount boost={boost} unit /> <bdi>{nameOf(boost.supporter)}</bdi>{' '}
      <span className="meta">
        <bdi>{boost.message?.slice(0, 80)}</bdi> {formatInstant(boost.sent_at)}
      </span>
    </span>
  )
}

/** The same supporter's first, as they are the likeliest. */
export async function fetchNear({ id, show, sent_at, supporter }: BoostJson) {
  const at = Date.parse(sent_at)
  const { items } = await get('/boosts', {
    show: show.slug,
    since: new Date(at - AROUND_MS).toISOString(),
    until: new Date(at + AROUND_MS).toISOString(),
    limit: 50,
  })
  const others = items.filter((other) => other.id !== id)
  const isSame = (other: { supporter: { name: string } }) => Number(other.supporter.name === supporter.name)
  return others.sort((a, b) => isSame(b) - isSame(a))
}
