import type { PublicSettingsJson, PublicSettingsPatch } from '#api/contract/public.ts'
import { t } from '#client/publish/words.ts'
import { CheckField, SelectField } from '#client/ui/field.tsx'
import { Section } from '#client/ui/head.tsx'

type Props = { settings: PublicSettingsJson; hasFeed: boolean; onSave: (patch: PublicSettingsPatch) => void }

/** What of people, messages and money is published. */
export function PrivacyForm({ settings, hasFeed, onSave }: Props) {
  const { messages, aired_with, amounts, names, fiat, supporter_pages, splits, listed } = settings
  return (
    <Section title={t('What is published')}>
      <div className="form">
        <SelectField
          label={t('Messages')}
          value={messages}
          onChange={({ target }) => onSave({ messages: asMessages(target.value) })}
        >
          <option value="after_read">{t('Once they were read on air')}</option>
          <option value="at_once">{t('At once')}</option>
          <option value="never">{t('Never')}</option>
        </SelectField>
        {messages === 'after_read' && (
          <SelectField
            label={t('They were read on air')}
            hint={
              hasFeed
                ? t(
                    'Nothing appears before listeners can hear it. A closed segment can be published by hand.',
                  )
                : t('No feed of this show is read yet. Once one is, its episode can be waited for.')
            }
            value={hasFeed ? (aired_with ?? 'episode') : 'closing'}
            disabled={!hasFeed}
            onChange={({ target }) =>
              onSave({ aired_with: target.value === 'closing' ? 'closing' : 'episode' })
            }
          >
            <option value="closing">{t('Once their segment is closed')}</option>
            <option value="episode">{t('Once their episode is in the feed')}</option>
          </SelectField>
        )}
        <SelectField
          label={t('Amounts')}
          value={amounts}
          onChange={({ target }) => onSave({ amounts: asAmounts(target.value) })}
        >
          <option value="exact">{t('To the sat')}</option>
          <option value="rounded">{t('Rounded to two digits')}</option>
          <option value="none">{t('Not at all, and the goal in percent')}</option>
        </SelectField>
        <CheckField
          label={t('Names of supporters')}
          hint={t('Hidden supporters and anonymous ones are never named.')}
          checked={names}
          onChange={({ target }) => onSave({ names: target.checked })}
        />
        <CheckField
          label={t('A page for each supporter')}
          hint={t(
            'While this is off, those have one who said yes by a link that you send them from their page under Supporters.',
          )}
          checked={supporter_pages}
          disabled={!names}
          onChange={({ target }) => onSave({ supporter_pages: target.checked })}
        />
        <CheckField
          label={t('Money by card or bank')}
          checked={fiat}
          onChange={({ target }) => onSave({ fiat: target.checked })}
        />
        <CheckField
          label={t('Who gets which part of a boost')}
          hint={t('The names and parts of the feed’s value block, where the show has a feed.')}
          checked={splits}
          onChange={({ target }) => onSave({ splits: target.checked })}
        />
        <CheckField
          label={t('Search engines may list it')}
          checked={listed}
          onChange={({ target }) => onSave({ listed: target.checked })}
        />
      </div>
    </Section>
  )
}

function asMessages(value: string): PublicSettingsJson['messages'] {
  return value === 'at_once' || value === 'never' ? value : 'after_read'
}

function asAmounts(value: string): PublicSettingsJson['amounts'] {
  return value === 'rounded' || value === 'none' ? value : 'exact'
}
