import { useShowNames } from '#client/person/people/use-show-names.ts'
import { t } from '#client/person/words.ts'
import { CheckField } from '#client/ui/field.tsx'

type Props = { value: readonly string[] | null; onChange: (shows: string[] | null) => void }

/** Of which shows a role or key is: of all, and of what is of no show, or of some. */
export function ChooseShows({ value, onChange }: Props) {
  const shows = useShowNames().data ?? []
  const toggle = (slug: string, isOn: boolean) => {
    const others = (value ?? []).filter((other) => other !== slug)
    onChange(isOn ? [...others, slug] : others)
  }
  return (
    <fieldset className="choose-shows">
      <legend>{t('Of which shows')}</legend>
      <CheckField
        label={t('All of them, and what is of none')}
        checked={value === null}
        onChange={({ target }) => onChange(target.checked ? null : [])}
      />
      {value !== null &&
        shows.map(({ slug, title }) => (
          <CheckField
            key={slug}
            label={title}
            checked={value.includes(slug)}
            onChange={({ target }) => toggle(slug, target.checked)}
          />
        ))}
      {value !== null && (
        <p className="hint">
          {t(
            'Nothing of other shows is seen, in no list, sum or file. Who supports other shows too is seen by what came to these.',
          )}
        </p>
      )}
    </fieldset>
  )
}
