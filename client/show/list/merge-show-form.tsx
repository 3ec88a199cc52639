import type { ShowJson } from '#api/contract/show.ts'
import { onSubmit } from '#client/lib/form.ts'
import { useMergeShow } from '#client/show/use-change-show.ts'
import { t } from '#client/show/words.ts'
import { Button } from '#client/ui/button.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { SelectField } from '#client/ui/field.tsx'
import { ShowOptions } from '#client/ui/options.tsx'
import { toast } from '#client/ui/toasts.tsx'

type Props = { show: ShowJson; kept: readonly ShowJson[]; onDone: () => void }

/** Says which of the hosts' shows a provisional one is. */
export function MergeShowForm({ show, kept, onDone }: Props) {
  const merge = useMergeShow(show.slug)
  return (
    <form
      className="form row row-form"
      onSubmit={onSubmit(({ into }) => {
        if (!into) return
        merge.mutate(into, {
          onSuccess: ({ title }) => {
            toast(t('{title} is one with {title2} now', { title: show.title, title2: title }))
            onDone()
          },
        })
      })}
    >
      <SelectField name="into" label={t('{title} is really', { title: show.title })}>
        <ShowOptions shows={kept} />
      </SelectField>
      <Button type="submit" busy={merge.isPending}>
        {t('Merge')}
      </Button>
      <Button kind="quiet" onClick={onDone}>
        {t('Cancel')}
      </Button>
      <p className="hint">{t('Its episodes, boosts and later payments go there. This cannot be undone.')}</p>
      <ErrorNote error={merge.error} />
    </form>
  )
}
