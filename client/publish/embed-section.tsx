import { useState } from 'react'
import { useGoals } from '#client/goal/use-goals.ts'
import { t } from '#client/publish/words.ts'
import { CopyButton } from '#client/ui/copy-button.tsx'
import { SelectField, TextField } from '#client/ui/field.tsx'
import { Section } from '#client/ui/head.tsx'

/** What can be embedded, and how high it is, in pixels. */
const KINDS = {
  last: { name: t('The last messages'), height: 480 },
  ticker: { name: t('One line of numbers'), height: 96 },
  leaderboard: { name: t('Who gave most'), height: 320 },
  goal: { name: t('A goal'), height: 150 },
} as const
type Kind = keyof typeof KINDS
const isKind = (value: string): value is Kind => Object.hasOwn(KINDS, value)

/** A piece of the page for the show's own site: a frame that runs nothing and sets no cookies. */
export function EmbedSection({ slug }: { slug: string }) {
  const [kind, setKind] = useState<Kind>('last')
  const [theme, setTheme] = useState('auto')
  const [accent, setAccent] = useState('#eda100')
  const goals = useGoals(slug).data ?? []
  const [goal, setGoal] = useState('')
  const choices = new URLSearchParams({ theme, accent: accent.slice(1) })
  if (kind === 'goal' && goal !== '') choices.set('goal', goal)
  const address = `${location.origin}/s/${slug}/embed/${kind}?${choices}`
  const { name, height } = KINDS[kind]
  const code = `<iframe src="${address.replaceAll('&', '&amp;')}" width="560" height="${height}" title="${name}" loading="lazy" style="border:0;max-width:100%"></iframe>`
  return (
    <Section title={t('Embed on your site')} meta={t('Shows only what the page shows')}>
      <div className="form">
        <SelectField
          label={t('What')}
          value={kind}
          onChange={({ target }) => isKind(target.value) && setKind(target.value)}
        >
          {Object.entries(KINDS).map(([value, { name: said }]) => (
            <option key={value} value={value}>
              {said}
            </option>
          ))}
        </SelectField>
        {kind === 'goal' && goals.length > 1 && (
          <SelectField label={t('Which goal')} value={goal} onChange={({ target }) => setGoal(target.value)}>
            <option value="">{t('the first that is not reached')}</option>
            {goals.map(({ id, title }) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
          </SelectField>
        )}
        <SelectField label={t('Colours')} value={theme} onChange={({ target }) => setTheme(target.value)}>
          <option value="auto">{t('As the reader’s system')}</option>
          <option value="light">{t('Light')}</option>
          <option value="dark">{t('Dark')}</option>
        </SelectField>
        <TextField
          label={t('Accent')}
          name="accent"
          type="color"
          value={accent}
          onChange={({ target }) => setAccent(target.value)}
        />
      </div>
      <pre className="raw">{code}</pre>
      <p className="row-actions spaced">
        <CopyButton text={code}>{t('Copy the code')}</CopyButton>
        <a className="button plain" href={address} target="_blank" rel="noreferrer">
          {t('See it ↗')}
        </a>
      </p>
    </Section>
  )
}
