import { useSearch } from 'wouter'
import type { SupporterDetailJson } from '#api/contract/supporter.ts'
import { sayDay } from '#client/format/day.ts'
import { countOf } from '#client/format/sats.ts'
import { useMay } from '#client/person/use-me.ts'
import { Names } from '#client/supporter/page/names.tsx'
import { PartWays } from '#client/supporter/page/part-ways.tsx'
import { RecentBoosts } from '#client/supporter/page/recent-boosts.tsx'
import { ShowTable } from '#client/supporter/page/show-table.tsx'
import { WordsForm } from '#client/supporter/page/words-form.tsx'
import { useSupporter } from '#client/supporter/use-supporters.ts'
import { Back } from '#client/ui/back.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { Frame } from '#client/ui/frame.tsx'
import { Head, Section } from '#client/ui/head.tsx'
import { Sats } from '#client/ui/sats.tsx'

/** One supporter: what they sent, how to say their name, their names, and what they are to each show. */
export function SupporterPage({ id }: { id: string }) {
  const search = useSearch()
  const { data: supporter, isPending, error, refetch } = useSupporter(id)
  const mayEdit = useMay('edit')
  return (
    <div className="column">
      <Back to={search ? `/supporters?${search}` : '/supporters'}>Supporters</Back>
      <ErrorNote error={error} onRetry={() => refetch()} />
      {isPending && <Frame rows={5} />}
      {supporter && (
        <>
          <Head title={supporter.name} meta={<Sums supporter={supporter} />} />
          {mayEdit ? <WordsForm key={supporter.id} supporter={supporter} /> : <Words supporter={supporter} />}
          <RecentBoosts id={supporter.id} count={supporter.boost_count} />
          <ShowTable supporter={supporter} mayEdit={mayEdit} />
          <Names key={supporter.names.length} supporter={supporter} mayEdit={mayEdit} />
          {mayEdit && <PartWays supporter={supporter} />}
        </>
      )}
    </div>
  )
}

function Sums({ supporter }: { supporter: SupporterDetailJson }) {
  const { boost_count, counted_msat, first_sent_at } = supporter
  if (boost_count === 0) return <>streams only</>
  return (
    <>
      <Sats msat={counted_msat} /> in {countOf(boost_count, 'boost')}
      {first_sent_at && `, since ${sayDay(first_sent_at)}`}
    </>
  )
}

function Words({ supporter: { say_as, note } }: { supporter: SupporterDetailJson }) {
  if (!say_as && !note) return null
  return (
    <Section title="For the hosts">
      {say_as && (
        <p className="spaced">
          Say <bdi>{say_as}</bdi>
        </p>
      )}
      {note && (
        <p className="look-message" dir="auto">
          {note}
        </p>
      )}
    </Section>
  )
}
