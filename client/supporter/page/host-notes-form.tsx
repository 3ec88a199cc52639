import type { SupporterDetailJson } from '#api/contract/supporter.ts'
import { onSubmit } from '#client/lib/form.ts'
import { usePatchSupporter } from '#client/supporter/use-supporters.ts'
import { t } from '#client/supporter/words.ts'
import { Button } from '#client/ui/button.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { Field, TextField } from '#client/ui/field.tsx'
import { Section } from '#client/ui/head.tsx'
import { toast } from '#client/ui/toasts.tsx'

/** What to call someone, how to say that on air, and what the hosts remember of someone. */
export function HostNotesForm({ supporter }: { supporter: SupporterDetailJson }) {
  const patch = usePatchSupporter(supporter.id)
  const save = onSubmit(({ chosen_name, say_as, note }) =>
    patch.mutate(
      { chosen_name: chosen_name || null, say_as: say_as || null, note: note || null },
      { onSuccess: () => toast(t('Saved')) },
    ),
  )
  return (
    <Section title={t('For the hosts')}>
      <form className="form" onSubmit={save}>
        <TextField
          label={t('Name that is shown')}
          name="chosen_name"
          optional
          dir="auto"
          maxLength={200}
          autoComplete="off"
          placeholder={supporter.name}
          defaultValue={supporter.chosen_name ?? ''}
          hint={t(
            'On all screens, in notes and on public pages; the books keep what came with each payment. Left blank, it is the name that they used last.',
          )}
        />
        <TextField
          label={t('How to say the name')}
          name="say_as"
          optional
          dir="auto"
          maxLength={200}
          autoComplete="off"
          defaultValue={supporter.say_as ?? ''}
          hint={t('Stands beside the name in the reading view.')}
        />
        <Field label={t('Note')} optional>
          {(props) => (
            <textarea
              className="input"
              name="note"
              dir="auto"
              maxLength={5000}
              defaultValue={supporter.note ?? ''}
              {...props}
            />
          )}
        </Field>
        <ErrorNote error={patch.error} />
        <Button type="submit" busy={patch.isPending}>
          {t('Save')}
        </Button>
      </form>
    </Section>
  )
}
