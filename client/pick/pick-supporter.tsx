import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useId, useState } from 'react'
import type { SupporterRef } from '#api/contract/common.ts'
import { get } from '#client/lib/request.ts'
import { say, t } from '#client/pick/words.ts'
import { Button } from '#client/ui/button.tsx'
import { TextField } from '#client/ui/field.tsx'

type Props = {
  show: string
  value: SupporterRef
  onPick: (supporter: SupporterRef) => void
  label?: string
}

const NOBODY: SupporterRef = { id: null, name: t('Anonymous') }

/** Chooses one of a show's supporters by typing a part of a name. */
export function PickSupporter({ show, value, onPick, label = t('Sent by') }: Props) {
  const [typed, type] = useState('')
  const id = useId()
  const q = useDeferredValue(typed.trim())
  const found = useQuery({
    queryKey: ['supporters', show, q],
    queryFn: async () => (await get('/shows/{slug}/supporters', { slug: show, q, limit: 8 })).items,
    enabled: q !== '',
  })
  const pick = (supporter: SupporterRef) => {
    onPick(supporter)
    type('')
  }
  return (
    <div className="pick">
      <TextField
        label={label}
        hint={say('Now: {name}', { name: <bdi>{value.name}</bdi> })}
        type="search"
        placeholder={t('Type a name to choose another')}
        autoComplete="off"
        aria-controls={id}
        value={typed}
        onChange={({ target }) => type(target.value)}
      />
      <ul id={id} aria-label={t('Supporters found')} className="pick-list">
        {q !== '' &&
          found.data?.map((supporter) => (
            <li key={supporter.id}>
              <Button onClick={() => pick({ id: supporter.id, name: supporter.name })}>
                <bdi>{supporter.name}</bdi>
              </Button>
            </li>
          ))}
        {value.id !== null && (
          <li>
            <Button kind="quiet" onClick={() => pick(NOBODY)}>
              {t('Nobody in particular')}
            </Button>
          </li>
        )}
      </ul>
      {q !== '' && found.data?.length === 0 && (
        <p className="hint">{t('Nobody by that name has sent a boost.')}</p>
      )}
    </div>
  )
}
