import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { onSubmit } from '#client/lib/form.ts'
import { change, get } from '#client/lib/request.ts'
import { t } from '#client/show/words.ts'
import { Button } from '#client/ui/button.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { TextField } from '#client/ui/field.tsx'
import { Section } from '#client/ui/head.tsx'
import { toast } from '#client/ui/toasts.tsx'

const NAMES = ['anonymous-names'] as const

/** Names that are nobody in particular: never one person, never summed. */
export function AnonymousNames() {
  const client = useQueryClient()
  const list = useQuery({ queryKey: NAMES, queryFn: () => get('/anonymous-names') })
  const save = useMutation({
    mutationFn: (names: string[]) => change('PUT', '/anonymous-names', { body: { names } }),
    onSuccess: (answer) => client.setQueryData(NAMES, answer),
  })
  const names = list.data?.names ?? []
  return (
    <Section
      title={t('Anonymous names')}
      meta={t('Who sends under one of these, or sent before, is nobody in particular.')}
    >
      <ErrorNote error={list.error ?? save.error} />
      <ul className="names" aria-label={t('Anonymous names')}>
        {names.map((name) => (
          <li key={name} className="chip">
            <bdi>{name}</bdi>
            <button
              type="button"
              className="chip-button"
              aria-label={t('Take {name} out', { name })}
              onClick={() => save.mutate(names.filter((other) => other !== name))}
            >
              ✕
            </button>
          </li>
        ))}
      </ul>
      <form
        className="form row"
        onSubmit={onSubmit(({ name }, form) => {
          if (!name) return
          save.mutate([...names, name], {
            onSuccess: () => {
              form.reset()
              toast(t('{name} is nobody in particular now', { name }))
            },
          })
        })}
      >
        <TextField label={t('Another one')} name="name" maxLength={200} autoComplete="off" />
        <Button type="submit" busy={save.isPending}>
          {t('Add')}
        </Button>
      </form>
    </Section>
  )
}
