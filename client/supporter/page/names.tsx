import { useState } from 'react'
import { useLocation } from 'wouter'
import type { SupporterDetailJson } from '#api/contract/supporter.ts'
import { formatName } from '#client/supporter/other-names.ts'
import { useSplitSupporter } from '#client/supporter/use-supporters.ts'
import { t } from '#client/supporter/words.ts'
import { Button } from '#client/ui/button.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { Section } from '#client/ui/head.tsx'
import { toast } from '#client/ui/toasts.tsx'

/** The names that someone goes by; those that are another person's can be taken out. */
export function Names({ supporter, mayEdit }: { supporter: SupporterDetailJson; mayEdit: boolean }) {
  const [chosen, choose] = useState<number[]>([])
  const [, navigate] = useLocation()
  const split = useSplitSupporter(supporter.id)
  const { names } = supporter
  const canSplit = mayEdit && names.length > 1
  const takeOut = () =>
    split.mutate(
      names.filter((_, index) => chosen.includes(index)),
      {
        onSuccess: ({ id, name }) => {
          toast(t('{name} is a person of their own now', { name }))
          navigate(`/supporters/${id}`)
        },
      },
    )
  return (
    <Section
      title={t('Names')}
      meta={
        canSplit && t('Choose those that are really another person; their boosts go along, later ones too.')
      }
    >
      <ul className="name-list">
        {names.map((name, index) => (
          <li key={`${name.name} ${name.app} ${name.sender_id}`}>
            {canSplit ? (
              <label>
                <input
                  type="checkbox"
                  checked={chosen.includes(index)}
                  onChange={({ target }) =>
                    choose(target.checked ? [...chosen, index] : chosen.filter((other) => other !== index))
                  }
                />{' '}
                <bdi>{formatName(name)}</bdi>
              </label>
            ) : (
              <bdi>{formatName(name)}</bdi>
            )}
          </li>
        ))}
      </ul>
      <ErrorNote error={split.error} />
      {chosen.length > 0 && (
        <p className="spaced">
          <Button busy={split.isPending} disabled={chosen.length === names.length} onClick={takeOut}>
            {t('Make these another person')}
          </Button>
          {chosen.length === names.length && <span className="meta"> {t('Leave at least one.')}</span>}
        </p>
      )}
    </Section>
  )
}
