import type { View } from '#api/contract/totals-view.ts'
import { sayChanges } from '#client/totals/changes.ts'
import type { TotalsChoices } from '#client/totals/choices.ts'
import { formatBefore } from '#client/totals/periods.ts'
import { useViewPart } from '#client/totals/use-view.ts'
import { t } from '#client/totals/words.ts'
import { Section } from '#client/ui/head.tsx'

/** What changed since the period before, in words. */
export function Changed({
  show,
  choices,
  today,
  view,
}: {
  show: string
  choices: TotalsChoices
  today: string
  view: View
}) {
  const episodes = useViewPart(show, 'episode', choices, today)
  const apps = useViewPart(show, 'app', choices, today)
  const supporters = useViewPart(show, 'supporter', choices, today)
  const before = formatBefore(choices)
  if (before === null || !episodes.data || !apps.data || !supporters.data) return null
  const said = sayChanges(
    view,
    // What all of it is narrowed to did not move it.
    {
      episodes: choices.episode === undefined ? episodes.data.items : [],
      apps: choices.app === undefined ? apps.data.items : [],
      supporters: choices.supporter === undefined ? supporters.data.items : [],
    },
    // Months and years are names; the rest is said within a sentence here.
    before.replace(/^(The|Die|Der|Los|El)\b/, (article) => article.toLowerCase()),
  )
  if (said.length === 0) return null
  return (
    <Section title={t('What changed')}>
      <ul className="changed">
        {said.map((sentence) => (
          <li key={sentence} dir="auto">
            {sentence}
          </li>
        ))}
      </ul>
    </Section>
  )
}
