import { useState } from 'react'
import type { SourceJson } from '#api/contract/source.ts'
import { onSubmit } from '#client/lib/form.ts'
import { useOwnShows } from '#client/show/use-shows.ts'
import { ConnectionFields } from '#client/source/settings/connection-fields.tsx'
import { readSettings } from '#client/source/settings/read-settings.ts'
import { usePatchSource } from '#client/source/use-sources.ts'
import { t } from '#client/source/words.ts'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { CheckField, SelectField } from '#client/ui/field.tsx'
import { FormActions } from '#client/ui/form-actions.tsx'
import { ShowOptions } from '#client/ui/options.tsx'
import { toast } from '#client/ui/toasts.tsx'

/** Another address or other credentials, and whose the wallet is. What is secret is never shown, and stays where left blank. */
export function SourceSettings({ source, onDone }: { source: SourceJson; onDone: () => void }) {
  const [whose, choose] = useState(source.whose)
  const [isCounted, count] = useState(source.count_test_money)
  const isTest = source.network !== null && source.network !== 'mainnet'
  const isUnknown = source.kind === 'lnd' && source.network === null
  const shows = useOwnShows()
  const patch = usePatchSource(source.name)
  const save = onSubmit((fields) => {
    const settings = readSettings(source.kind, fields, { keep: true })
    const about = whose === null ? {} : { whose, show: whose === 'show' ? fields.show || null : source.show }
    patch.mutate(
      {
        ...about,
        ...(isCounted === source.count_test_money ? {} : { count_test_money: isCounted }),
        ...(Object.keys(settings).length > 0 ? { settings } : {}),
      },
      {
        onSuccess: () => {
          toast(t('{name} is set', { name: source.name }))
          onDone()
        },
      },
    )
  })
  return (
    <form className="form" onSubmit={save} aria-label={t('Settings of {name}', { name: source.name })}>
      {whose !== null && (
        <SelectField
          label={t('Whose is what this wallet receives')}
          value={whose}
          onChange={({ target }) => choose(target.value === 'show' ? 'show' : 'shared')}
          hint={t('What is recorded already is decided again.')}
        >
          <option value="shared">{t('Shared: only what has podcast metadata, or fits a rule')}</option>
          <option value="show">{t('All of it the show’s')}</option>
        </SelectField>
      )}
      {whose === 'show' && (
        <SelectField
          label={t('The show, where a payment names none')}
          name="show"
          defaultValue={source.show ?? ''}
        >
          <option value="">{t('It is to be looked at')}</option>
          <ShowOptions shows={shows} />
        </SelectField>
      )}
      {(isTest || isUnknown || source.count_test_money) && (
        <CheckField
          label={
            isUnknown ? t('Count its money, though it may be test money') : t('This is test money, count it')
          }
          checked={isCounted}
          onChange={({ target }) => count(target.checked)}
          hint={t('For trying Readout: its whole history is read again, into your books.')}
        />
      )}
      <ConnectionFields kind={source.kind} known={source.settings} />
      <ErrorNote error={patch.error} />
      <FormActions submit={t('Save')} busy={patch.isPending} onCancel={onDone} />
    </form>
  )
}
