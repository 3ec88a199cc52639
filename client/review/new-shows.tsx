import { t } from '#client/review/words.ts'
import { ProvisionalShow } from '#client/show/list/provisional-show.tsx'
import { useShows } from '#client/show/use-shows.ts'
import { Section } from '#client/ui/head.tsx'

/** Shows that payments named and nobody has confirmed. */
export function NewShows() {
  const shows = useShows().data ?? []
  const provisional = shows.filter((show) => show.provisional)
  const kept = shows.filter((show) => !show.provisional && !show.set_aside)
  if (provisional.length === 0) return null
  return (
    <Section title={t('New shows')} meta={t('Payments named these. Are they yours?')}>
      <ul className="entries">
        {provisional.map((show) => (
          <ProvisionalShow key={show.slug} show={show} kept={kept} />
        ))}
      </ul>
    </Section>
  )
}
