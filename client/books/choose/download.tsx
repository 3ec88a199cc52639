import { useQuery } from '@tanstack/react-query'
import type { ExportSummary } from '#api/contract/export.ts'
import { fileOf } from '#client/books/choices.ts'
import { ChooseColumns } from '#client/books/choose/choose-columns.tsx'
import { ColumnHelp } from '#client/books/choose/column-help.tsx'
import { LeftOut } from '#client/books/choose/left-out.tsx'
import { PROFILES, profileOf } from '#client/books/choose/profiles.ts'
import type { Choices, Choose } from '#client/books/use-choices.ts'
import { t } from '#client/books/words.ts'
import { formatExactSats, satsOf } from '#client/format/sats.ts'
import { get, withParams } from '#client/lib/request.ts'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { CheckField, SelectField } from '#client/ui/field.tsx'
import { Section } from '#client/ui/head.tsx'

/** The same receipts as a file, in the form that the bookkeeper's tool takes, and what of them is not in it. */
export function Download({ choices, choose }: { choices: Choices; choose: Choose }) {
  const name = profileOf(choices)
  const { title, takes, hint } = PROFILES[name]
  const asked = fileOf({ ...choices, profile: name })
  const sum = useQuery({
    queryKey: ['exports', 'summary', asked],
    queryFn: () => get('/exports/summary', asked),
    placeholderData: (before) => before,
  })
  const isTable = name === 'plain' || name === 'excel'
  return (
    <Section title={t('Download')} meta={sum.data && formatSummary(sum.data)}>
      <ErrorNote error={sum.error} onRetry={() => sum.refetch()} />
      <div className="books-fields wide">
        <SelectField
          label={t('For')}
          value={name}
          onChange={({ target }) => choose({ profile: target.value === 'plain' ? '' : target.value })}
        >
          {Object.entries(PROFILES).map(([profile, { title }]) => (
            <option key={profile} value={profile}>
              {title}
            </option>
          ))}
        </SelectField>
        {takes.includes('streams') && (
          <SelectField
            label={t('Streams')}
            value={choices.streams ?? ''}
            onChange={({ target }) => choose({ streams: target.value })}
          >
            <option value="">{t('One row each')}</option>
            <option value="daily">{t('Sums by day and episode')}</option>
          </SelectField>
        )}
        {takes.includes('messages') && (
          <CheckField
            label={t('With messages')}
            checked={choices.messages !== 'false'}
            onChange={({ target }) => choose({ messages: target.checked ? '' : 'false' })}
          />
        )}
        {takes.includes('closing') && (
          <CheckField
            label={t('With a last row that says it is whole')}
            checked={choices.closing !== 'false'}
            onChange={({ target }) => choose({ closing: target.checked ? '' : 'false' })}
          />
        )}
      </div>
      {takes.includes('columns') && <ChooseColumns choices={choices} choose={choose} />}
      {hint && <p className="hint">{hint}</p>}
      {sum.data && !sum.isPlaceholderData && (
        <LeftOut summary={sum.data} program={title.split(',')[0] ?? title} />
      )}
      <p className="books-do">
        <a className="button primary" href={withParams('/api/v1/exports/payments.csv', choices)} download>
          {t('Download the file')}
        </a>
        {isTable && sum.data && sum.data.unpriced > 0 && (
          <span className="hint">
            {t(
              '{unpriced, plural, one {# receipt has} other {# receipts have}} no price in {currency} yet: those cells stay empty.',
              { unpriced: sum.data.unpriced, currency: sum.data.currency },
            )}
          </span>
        )}
      </p>
      {isTable && <ColumnHelp messages={choices.messages} isForPrograms={name === 'plain'} />}
    </Section>
  )
}

function formatSummary({ count, amount_msat, needs_look }: ExportSummary): string {
  const look = needs_look > 0 ? ` · ${t('{needsLook} to look at', { needsLook: needs_look })}` : ''
  return `${t('{count, plural, one {# receipt} other {# receipts}}', { count })} · ${formatExactSats(amount_msat)} ${satsOf(amount_msat)}${look}`
}
