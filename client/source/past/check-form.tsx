import { useState } from 'react'
import type { ImportJson } from '#api/contract/import.ts'
import { onSubmit } from '#client/lib/form.ts'
import { RemoveFile } from '#client/source/past/remove-file.tsx'
import { useCheck } from '#client/source/past/use-imports.ts'
import { t } from '#client/source/words.ts'
import { Button } from '#client/ui/button.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { SelectField, TextField } from '#client/ui/field.tsx'
import { Skeleton } from '#client/ui/skeleton.tsx'
import { useWallets } from '#client/wallet/use-wallets.ts'

/** No wallet is called so: names are trimmed. */
const ANOTHER = ' '

/**
 * Asks which wallet received a file's payments, and has them looked at.
 * @param wallet one that is likely
 */
export function CheckForm({ file, wallet = file.wallet }: { file: ImportJson; wallet?: string | null }) {
  const wallets = useWallets()
  if (wallets.isPending) return <Skeleton rows={1} />
  const names = wallets.data?.filter(({ demo }) => !demo).map(({ name }) => name) ?? []
  return (
    <WalletForm
      key={`${wallet} ${names.length === 0}`}
      file={file}
      names={names}
      likely={wallet ?? (names.length === 1 ? names[0] : null) ?? ''}
    />
  )
}

function WalletForm({ file, names, likely }: { file: ImportJson; names: readonly string[]; likely: string }) {
  const isNew = likely !== '' && !names.includes(likely)
  const [chosen, choose] = useState(names.length === 0 || isNew ? ANOTHER : likely)
  const check = useCheck(file.id)
  return (
    <form
      className="form"
      onSubmit={onSubmit(({ name = '', source = '' }) =>
        check.mutate({ wallet: chosen === ANOTHER ? name : chosen, source: source || null }),
      )}
    >
      {names.length > 0 && (
        <SelectField
          label={t('Which wallet received these payments?')}
          hint={t('If Readout follows it already, choose it here: then no payment counts twice.')}
          value={chosen}
          required
          onChange={({ target }) => choose(target.value)}
        >
          {chosen === '' && <option value="">{t('Choose a wallet')}</option>}
          {names.map((name) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
          <option value={ANOTHER}>{t('Another wallet')}</option>
        </SelectField>
      )}
      {chosen === ANOTHER && (
        <TextField
          label={
            names.length === 0
              ? t('What is the wallet called that received these payments?')
              : t('What is it called?')
          }
          name="name"
          required
          maxLength={200}
          defaultValue={isNew ? likely : ''}
          autoComplete="off"
          hint={t('Any name, as it will be shown. The same wallet can be followed under it later.')}
        />
      )}
      <TextField
        label={t('Name of this source')}
        name="source"
        optional
        maxLength={200}
        autoComplete="off"
        hint={t('As Sources and exports show where the payments come from')}
      />
      <ErrorNote error={check.error} />
      <div className="row-actions">
        <Button kind="primary" type="submit" busy={check.isPending}>
          {t('See what it would add')}
        </Button>
        <RemoveFile file={file} />
      </div>
    </form>
  )
}
