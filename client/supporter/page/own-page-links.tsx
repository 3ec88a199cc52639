import { useMutation } from '@tanstack/react-query'
import type { SupporterDetailJson } from '#api/contract/supporter.ts'
import { formatDay } from '#client/format/day.ts'
import { change } from '#client/lib/request.ts'
import { say, t } from '#client/supporter/words.ts'
import { Button } from '#client/ui/button.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { Section } from '#client/ui/head.tsx'
import { ShownOnce } from '#client/ui/shown-once.tsx'

/** Links by which a supporter says whether they want a page of their own, for a host to send. */
export function OwnPageLinks({ supporter }: { supporter: SupporterDetailJson }) {
  const shows = supporter.shows.filter(({ hidden, team }) => !hidden && !team)
  if (shows.length === 0) return null
  return (
    <Section
      title={t('A page of their own')}
      meta={t('Only where they say yes by a link that you send them')}
    >
      {shows.map(({ slug, title }) => (
        <LinkTo key={slug} id={supporter.id} slug={slug} title={title} />
      ))}
    </Section>
  )
}

function LinkTo({ id, slug, title }: { id: string; slug: string; title: string }) {
  const make = useMutation({
    mutationFn: () => change('POST', '/shows/{slug}/supporters/{id}/page-link', { slug, id }),
  })
  const { data } = make
  return (
    <div className="spaced">
      <Button busy={make.isPending} onClick={() => make.mutate()}>
        {say('Make a link for {title}', { title: <bdi>{title}</bdi> })}
      </Button>
      <ErrorNote error={make.error} />
      {data && (
        <ShownOnce label={t('Send them this')} secret={location.origin + data.address}>
          {data.accepted_at === null
            ? t('Until they say yes by it there is no page. They can take it back by the same link.')
            : t('They said yes {day}. A link that was made before no longer works.', {
                day: formatDay(data.accepted_at),
              })}
        </ShownOnce>
      )}
    </div>
  )
}
