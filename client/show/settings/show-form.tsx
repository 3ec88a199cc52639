import { useId, useState } from 'react'
import { useLocation } from 'wouter'
import type { ShowJson } from '#api/contract/show.ts'
import { formatCount } from '#client/format/sats.ts'
import { language } from '#client/language/language.ts'
import { onSubmit } from '#client/lib/form.ts'
import { useMayForAll } from '#client/person/use-me.ts'
import { readCount, readShowForm } from '#client/show/settings/read-show-form.ts'
import { usePatchShow } from '#client/show/use-change-show.ts'
import { t } from '#client/show/words.ts'
import { Button } from '#client/ui/button.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { TextField } from '#client/ui/field.tsx'
import { toast } from '#client/ui/toasts.tsx'

/** What a show's hosts say of it. */
export function ShowForm({ show }: { show: ShowJson }) {
  const patch = usePatchShow(show.slug)
  const [, navigate] = useLocation()
  const [wrong, setWrong] = useState<string | null>(null)
  const zones = useId()
  const mayName = useMayForAll('edit')
  const save = onSubmit((fields) => {
    const unread = ['baller_sats', 'read_sats'].find((name) => readCount(fields[name] ?? '') === null)
    setWrong(unread ?? null)
    const changes = readShowForm(show, fields)
    if (unread || Object.keys(changes).length === 0) return
    patch.mutate(changes, {
      onSuccess: ({ slug }) => {
        toast(t('Saved'))
        if (slug !== show.slug) navigate(`/shows/${slug}`, { replace: true })
      },
    })
  })
  const sats = (name: 'baller_sats' | 'read_sats') => ({
    name,
    inputMode: 'numeric' as const,
    defaultValue: formatCount(show[name], [language]),
    error: wrong === name ? t('Write a whole number of sats.') : null,
  })
  return (
    <form className="form" onSubmit={save}>
      <TextField
        label={t('Title')}
        name="title"
        required
        maxLength={500}
        defaultValue={show.title}
        dir="auto"
      />
      <TextField
        label={t('Address')}
        name="slug"
        required
        pattern="[a-z0-9]+(-[a-z0-9]+)*"
        defaultValue={show.slug}
        hint={t('What links to this show end with: small letters and hyphens. Old links stay good.')}
      />
      <TextField
        label={t('Feed')}
        name="feed"
        type="url"
        optional
        placeholder="https://"
        defaultValue={show.feed ?? ''}
        readOnly={!mayName}
        hint={
          mayName
            ? t('The address of its RSS feed: episodes and shares come from there.')
            : t('A host of all shows can change it.')
        }
      />
      <TextField
        label={t('Baller boosts from')}
        {...sats('baller_sats')}
        hint={t('Sats. Who sends as many in one segment is read first.')}
      />
      <TextField
        label={t('Read on air from')}
        {...sats('read_sats')}
        hint={t(
          'Sats. Who sends less is thanked by name. A payment without a message is a boost from here on, a stream below.',
        )}
      />
      <TextField
        label={t('Time zone')}
        name="time_zone"
        list={zones}
        required
        autoComplete="off"
        defaultValue={show.time_zone}
        hint={t('Its days begin at midnight there.')}
      />
      <datalist id={zones}>
        {Intl.supportedValuesOf('timeZone').map((zone) => (
          <option key={zone} value={zone} />
        ))}
      </datalist>
      <TextField
        label={t('Currency')}
        name="currency"
        required
        maxLength={3}
        pattern="[A-Za-z]{3}"
        defaultValue={show.currency}
        hint={t('Stands beside sats: a code such as USD or EUR.')}
      />
      <TextField
        label={t('Lightning address')}
        name="lightning_address"
        optional
        defaultValue={show.lightning_address ?? ''}
        placeholder="show@example.com"
        hint={t('On the public page, for those who pay from any wallet.')}
      />
      <ErrorNote error={patch.error} />
      <Button type="submit" busy={patch.isPending}>
        {t('Save')}
      </Button>
    </form>
  )
}
