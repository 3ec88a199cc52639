import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ShowPatch } from '#api/contract/show.ts'
import { t } from '#client/air/words.ts'
import { formatCount } from '#client/format/sats.ts'
import { language } from '#client/language/language.ts'
import { onSubmit } from '#client/lib/form.ts'
import { change } from '#client/lib/request.ts'
import { readCount } from '#client/show/settings/read-show-form.ts'
import { SHOWS, useShows } from '#client/show/use-shows.ts'
import { Button } from '#client/ui/button.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { TextField } from '#client/ui/field.tsx'
import { toast } from '#client/ui/toasts.tsx'

/** The show's two marks: from when on a boost is a baller boost, and from when on it is read. */
export function MarksForm({ slug }: { slug: string }) {
  const client = useQueryClient()
  const show = (useShows().data ?? []).find((one) => one.slug === slug)
  const save = useMutation({
    mutationFn: (patch: ShowPatch) => change('PATCH', '/shows/{slug}', { slug, body: patch }),
    onSuccess: () => {
      client.invalidateQueries({ queryKey: SHOWS })
      toast(t('Saved'))
    },
  })
  if (!show) return null
  return (
    <form
      className="form row"
      onSubmit={onSubmit(({ baller = '', read = '' }) =>
        save.mutate({
          baller_sats: readCount(baller) ?? show.baller_sats,
          read_sats: readCount(read) ?? show.read_sats,
        }),
      )}
    >
      <TextField
        label={t('Baller boosts from (sats)')}
        name="baller"
        inputMode="numeric"
        pattern="[0-9][0-9,. ]*"
        title={t('A whole number of sats')}
        required
        defaultValue={formatCount(show.baller_sats, [language])}
      />
      <TextField
        label={t('Read from (sats)')}
        name="read"
        inputMode="numeric"
        pattern="[0-9][0-9,. ]*"
        title={t('A whole number of sats')}
        required
        defaultValue={formatCount(show.read_sats, [language])}
      />
      <Button type="submit" busy={save.isPending}>
        {t('Save')}
      </Button>
      <ErrorNote error={save.error} />
    </form>
  )
}
