import { useState } from 'react'
import type { ShowJson } from '#api/contract/show.ts'
import { onSubmit } from '#client/lib/form.ts'
import { usePatchShow } from '#client/show/use-change-show.ts'
import { t } from '#client/show/words.ts'
import { Button } from '#client/ui/button.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { SelectField, TextField } from '#client/ui/field.tsx'
import { toast } from '#client/ui/toasts.tsx'

type Choice = ShowJson['live_join']

/** With what a show that was live becomes one by itself. */
export function LiveJoinForm({ show }: { show: ShowJson }) {
  const patch = usePatchShow(show.slug)
  const [choice, choose] = useState<Choice>(show.live_join)
  const save = onSubmit(({ hours }) => {
    const live_join_hours = choice === 'next' ? Number(hours) : show.live_join_hours
    patch.mutate({ live_join: choice, live_join_hours }, { onSuccess: () => toast(t('Saved')) })
  })
  return (
    <form className="form" onSubmit={save}>
      <SelectField
        label={t('Once it is over, a live show is')}
        value={choice}
        onChange={({ target }) =>
          choose(target.value === 'off' || target.value === 'next' ? target.value : 'same')
        }
        hint={t(
          'What was sent during it then stands with the episode. It can be parted again; of one guid both are one anyway.',
        )}
      >
        <option value="same">{t('one with the episode of its title or file')}</option>
        <option value="next">{t('one with the next episode published')}</option>
        <option value="off">{t('left alone, until somebody joins it')}</option>
      </SelectField>
      {choice === 'next' && (
        <TextField
          label={t('Within so many hours of its beginning')}
          name="hours"
          type="number"
          min={1}
          max={240}
          required
          defaultValue={show.live_join_hours}
          hint={t('Where another live show begins before, none is.')}
        />
      )}
      <ErrorNote error={patch.error} />
      <Button type="submit" busy={patch.isPending}>
        {t('Save')}
      </Button>
    </form>
  )
}
