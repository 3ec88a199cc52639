import { useMutation } from '@tanstack/react-query'
import { Link } from 'wouter'
import type { SuggestionJson } from '#api/contract/supporter.ts'
import { change } from '#client/lib/request.ts'
import { useMay } from '#client/person/use-me.ts'
import { useRefreshReview, useSuggestions } from '#client/review/use-review.ts'
import { say, t } from '#client/review/words.ts'
import { useMergeSupporter } from '#client/supporter/use-supporters.ts'
import { Button } from '#client/ui/button.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { Section } from '#client/ui/head.tsx'
import { toast } from '#client/ui/toasts.tsx'

/** Supporters that may be one person. */
export function Suggestions() {
  const suggestions = useSuggestions()
  if (suggestions.error) return <ErrorNote error={suggestions.error} onRetry={() => suggestions.refetch()} />
  if (!suggestions.data || suggestions.data.items.length === 0) return null
  return (
    <Section title={t('One person?')} meta={t('Names that may belong together.')}>
      <ul className="entries">
        {suggestions.data.items.map((suggestion) => (
          <Suggestion key={`${suggestion.supporter.id} ${suggestion.other.id}`} suggestion={suggestion} />
        ))}
      </ul>
    </Section>
  )
}

function Suggestion({ suggestion: { supporter, other, reason } }: { suggestion: SuggestionJson }) {
  const mayEdit = useMay('edit')
  const refresh = useRefreshReview()
  const merge = useMergeSupporter(supporter.id)
  const dismiss = useMutation({
    mutationFn: () =>
      change('POST', '/supporters/suggestions/dismiss', {
        body: { supporter: supporter.id, other: other.id },
      }),
    onSuccess: refresh,
  })
  const merged = ({ name }: { name: string }) => {
    toast(t('They are one: {name}', { name }))
    refresh()
  }
  return (
    <li className="entry">
      <div className="row-words">
        <p>
          {say('{link} and {link2}', {
            link: (
              <Link href={`/supporters/${supporter.id}`} className="row-name" dir="auto">
                {supporter.name}
              </Link>
            ),
            link2: (
              <Link href={`/supporters/${other.id}`} className="row-name" dir="auto">
                {other.name}
              </Link>
            ),
          })}
        </p>
        <p className="meta breaks">{reason}</p>
        <ErrorNote error={merge.error ?? dismiss.error} />
      </div>
      {mayEdit && (
        <div className="row-actions">
          <Button
            aria-label={t('{name} and {name2} are one person', { name: supporter.name, name2: other.name })}
            busy={merge.isPending}
            onClick={() => merge.mutate(other.id, { onSuccess: merged })}
          >
            {t('One person')}
          </Button>
          <Button
            kind="quiet"
            aria-label={t('{name} and {name2} are two people', { name: supporter.name, name2: other.name })}
            busy={dismiss.isPending}
            onClick={() => dismiss.mutate()}
          >
            {t('Two people')}
          </Button>
        </div>
      )}
    </li>
  )
}
