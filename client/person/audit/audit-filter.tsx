import { useSearchParams } from 'wouter'
import { onSubmit } from '#client/lib/form.ts'
import { ACTIONS } from '#client/person/audit/format-action.ts'
import { t } from '#client/person/words.ts'
import { Button } from '#client/ui/button.tsx'
import { SelectField, TextField } from '#client/ui/field.tsx'

/** Narrows the log; what was asked for is in the address. */
export function AuditFilter() {
  const [search, setSearch] = useSearchParams()
  const action = search.get('action') ?? ''
  return (
    <form
      className="form row"
      onSubmit={onSubmit((fields) => setSearch(Object.entries(fields).filter(([, value]) => value !== '')))}
    >
      <SelectField label={t('What')} name="action" defaultValue={action}>
        <option value="">{t('Everything')}</option>
        {!ACTIONS.some((one) => one.action === action) && action && <option value={action}>{action}</option>}
        {ACTIONS.map(({ action: one, words }) => (
          <option key={one} value={one}>
            {words}
          </option>
        ))}
      </SelectField>
      <TextField
        label={t('To what')}
        name="subject"
        type="search"
        placeholder={t('A show’s address, or an id')}
        defaultValue={search.get('subject') ?? ''}
      />
      <Button type="submit">{t('Filter')}</Button>
    </form>
  )
}
