import { t } from '#client/air/words.ts'
import { onSubmit } from '#client/lib/form.ts'
import { Button } from '#client/ui/button.tsx'
import { Field } from '#client/ui/field.tsx'

/** A note on a boost for whoever reads it out. */
export function NoteForm({ note, onSave }: { note: string | null; onSave: (note: string | null) => void }) {
  return (
    <form className="form" onSubmit={onSubmit(({ note: text }) => onSave(text || null))}>
      <Field label={t('Note')}>
        {(props) => (
          <textarea
            {...props}
            className="input"
            name="note"
            rows={3}
            maxLength={2000}
            defaultValue={note ?? ''}
          />
        )}
      </Field>
      <Button type="submit">{t('Save the note')}</Button>
    </form>
  )
}
