import { useSearch } from 'wouter'
import type { SupporterDetailJson } from '#api/contract/supporter.ts'
import { formatSince } from '#client/format/day.ts'
import { useMay } from '#client/person/use-me.ts'
import { EndSupporter } from '#client/supporter/page/end-supporter.tsx'
import { HostNotesForm } from '#client/supporter/page/host-notes-form.tsx'
import { Names } from '#client/supporter/page/names.tsx'
import { OwnPageLinks } from '#client/supporter/page/own-page-links.tsx'
import { RecentBoosts } from '#client/supporter/page/recent-boosts.tsx'
import { ShowTable } from '#client/supporter/page/show-table.tsx'
import { useSupporter } from '#client/supporter/use-supporters.ts'
import { say, t } from '#client/supporter/words.ts'
import { Back } from '#client/ui/back.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { Head, Section } from '#client/ui/head.tsx'
import { Sats } from '#client/ui/sats.tsx'
import { Skeleton } from '#client/ui/skeleton.tsx'

/** One supporter: what they sent, how to say their name, their names, and what they are to each show. */
export function SupporterPage({ id }: { id: string }) {
  const search = useSearch()
  const { data: supporter, isPending, error, refetch } = useSupporter(id)
  const mayEdit = useMay('edit')
  return (
    <div className="column">
      <Back to={search ? `/supporters?${search}` : '/supporters'}>{t('Supporters')}</Back>
      <ErrorNote error={error} onRetry={() => refetch()} />
      {isPending && <Skeleton rows={5} />}
      {supporter && (
        <>
          <Head title={supporter.name} meta={<Sums supporter={supporter} />} />
          {mayEdit ? (
            <HostNotesForm key={supporter.id} supporter={supporter} />
          ) : (
            <Words supporter={supporter} />
          )}
          <RecentBoosts id={supporter.id} count={supporter.boost_count} />
          <ShowTable supporter={supporter} mayEdit={mayEdit} />
          {mayEdit && <OwnPageLinks supporter={supporter} />}
          <Names key={supporter.names.length} supporter={supporter} mayEdit={mayEdit} />
          {mayEdit && <EndSupporter supporter={supporter} />}
        </>
      )}
    </div>
  )
}

function Sums({ supporter }: { supporter: SupporterDetailJson }) {
  const { boost_count, counted_msat, first_sent_at } = supporter
  if (boost_count === 0) return <>{t('streams only')}</>
  return (
    <>
      {say('{amount} in {boostCount, plural, one {# boost} other {# boosts}}', {
        amount: <Sats msat={counted_msat} />,
        boostCount: boost_count,
      })}
      {first_sent_at && `, ${t('since {day}', { day: formatSince(first_sent_at) })}`}
    </>
  )
}

function Words({ supporter: { say_as, note } }: { supporter: SupporterDetailJson }) {
  if (!say_as && !note) return null
  return (
    <Section title={t('For the hosts')}>
      {say_as && <p className="spaced">{say('Say {sayAs}', { sayAs: <bdi>{say_as}</bdi> })}</p>}
      {note && (
        <p className="review-message" dir="auto">
          {note}
        </p>
      )}
    </Section>
  )
}
