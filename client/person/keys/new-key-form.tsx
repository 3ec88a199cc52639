import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { NewKey, Scope } from '#api/contract/auth.ts'
import { onSubmit } from '#client/lib/form.ts'
import { change } from '#client/lib/request.ts'
import { ChooseShows } from '#client/person/people/choose-shows.tsx'
import { useShowNames } from '#client/person/people/use-show-names.ts'
import { formatScope, SCOPES } from '#client/person/roles.ts'
import { t } from '#client/person/words.ts'
import { Button } from '#client/ui/button.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { CheckField, TextField } from '#client/ui/field.tsx'
import { ShownOnce } from '#client/ui/shown-once.tsx'

/** Makes a key and shows it, once. */
export function NewKeyForm({ onMade }: { onMade: () => void }) {
  const [scopes, choose] = useState<Scope[]>(['intake'])
  const [chosen, setShows] = useState<string[] | null>(null)
  const hasMany = (useShowNames().data ?? []).length > 1
  const shows = hasMany ? chosen : null
  // Wallets are of no show: which one it reports on has to be said.
  const needsSource = shows !== null && scopes.includes('intake')
  const make = useMutation({
    mutationFn: (body: NewKey) => change('POST', '/keys', { body }),
    onSuccess: onMade,
  })
  return (
    <>
      <form
        className="form"
        onSubmit={onSubmit(({ name = '', source, wallet }, form) =>
          make.mutate(
            { name, scopes, source: source || null, wallet: wallet || null, shows },
            { onSuccess: () => form.reset() },
          ),
        )}
      >
        <TextField
          label={t('Name')}
          name="name"
          hint={t('Who or what will use it')}
          required
          maxLength={100}
          autoComplete="off"
        />
        <fieldset>
          <legend>{t('What it may do')}</legend>
          {SCOPES.map((scope) => (
            <CheckField
              key={scope}
              label={formatScope(scope, shows)}
              checked={scopes.includes(scope)}
              onChange={({ target }) =>
                choose(target.checked ? [...scopes, scope] : scopes.filter((other) => other !== scope))
              }
            />
          ))}
        </fieldset>
        {scopes.includes('intake') && (
          <TextField
            label={t('Only for the source')}
            name="source"
            optional={!needsSource}
            required={needsSource}
            maxLength={200}
            autoComplete="off"
            hint={t(
              'Then it reports for this one and no other, and need not name it: Helipad’s webhook, for one.',
            )}
          />
        )}
        {scopes.includes('intake') && (
          <TextField
            label={t('On the wallet')}
            name="wallet"
            optional
            maxLength={200}
            autoComplete="off"
            hint={t(
              'Where the payments of that source lie in a wallet of another name: Helipad’s in that of its node.',
            )}
          />
        )}
        {hasMany && <ChooseShows value={chosen} onChange={setShows} />}
        {needsSource && (
          <p className="hint">
            {t(
              'What it reports has to name one of these shows. It takes nothing that belongs to another, or to none.',
            )}
          </p>
        )}
        <ErrorNote error={make.error} />
        <Button type="submit" busy={make.isPending} disabled={scopes.length === 0 || shows?.length === 0}>
          {t('Make the key')}
        </Button>
      </form>
      {make.data && (
        <ShownOnce label={t('The key {name}', { name: make.data.name })} secret={make.data.key}>
          {t('Copy it now: it is shown only here and only once.')}
        </ShownOnce>
      )}
    </>
  )
}
