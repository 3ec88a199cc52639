import '#client/style/shows.css'
import '#client/style/sources.css'
import { Link } from 'wouter'
import type { SourceJson } from '#api/contract/source.ts'
import { formatAgo } from '#client/format/day.ts'
import { formatKind } from '#client/source/format-source.ts'
import { SourceRow } from '#client/source/source-row.tsx'
import { useSources } from '#client/source/use-sources.ts'
import { WebhookList } from '#client/source/webhook/webhook-list.tsx'
import { Empty } from '#client/ui/empty.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { Head, Section } from '#client/ui/head.tsx'
import { Skeleton } from '#client/ui/skeleton.tsx'
import { Table } from '#client/ui/table.tsx'

/** What reports payments to Readout, and how it does. */
export default function SourcesScreen() {
  const list = useSources()
  const followed = list.data?.filter(({ connected, wallet }) => connected && wallet !== null) ?? []
  const said = list.data?.filter(({ connected, wallet }) => connected && wallet === null) ?? []
  const others = list.data?.filter(({ connected, demo }) => !connected && !demo) ?? []
  const demos = list.data?.filter(({ connected, demo }) => !connected && demo) ?? []
  const failing = followed.filter(({ state }) => state === 'failing').length
  return (
    <>
      <Head title="Sources" meta="Where payments come from">
        <Link className="button" href="/sources/past">
          Add past payments
        </Link>
        {followed.length + said.length > 0 && (
          <Link className="button" href="/sources/add">
            Add a source
          </Link>
        )}
      </Head>
      <Section
        title="Followed wallets"
        meta={list.data && followed.length > 0 && (failing === 0 ? 'all well' : `${failing} not connected`)}
      >
        <ErrorNote error={list.error} onRetry={() => list.refetch()} />
        {list.isPending && <Skeleton rows={3} />}
        {list.data && followed.length === 0 && (
          <Empty
            step={
              <Link className="button primary" href="/sources/add">
                Add a source
              </Link>
            }
          >
            Wallets that Readout asks for payments by itself will be here, each with how it is doing.
          </Empty>
        )}
        {followed.length > 0 && (
          <ul className="entries" aria-label="Followed wallets">
            {followed.map((source) => (
              <SourceRow key={source.name} source={source} />
            ))}
          </ul>
        )}
      </Section>
      {said.length > 0 && (
        <Section title="What is said" meta="Words for boosts, and no money">
          <ul className="entries" aria-label="Sources of words">
            {said.map((source) => (
              <SourceRow key={source.name} source={source} />
            ))}
          </ul>
        </Section>
      )}
      <WebhookList />
      {others.length > 0 && (
        <Section title="Sent to Readout" meta="Webhooks, files, scripts, and what was typed in by hand">
          <Reporters caption="Sources that send to Readout" sources={others} />
        </Section>
      )}
      {demos.length > 0 && (
        <Section title="Demo" meta="Made up: nothing more comes from them, and they go with the demo">
          <Reporters caption="Sources of the demo" sources={demos} />
        </Section>
      )}
    </>
  )
}

function Reporters({ caption, sources }: { caption: string; sources: readonly SourceJson[] }) {
  return (
    <Table
      caption={caption}
      rows={sources}
      keyOf={({ name }) => name}
      columns={[
        { title: 'Source', cell: ({ name }) => <bdi className="row-name">{name}</bdi> },
        { title: 'Kind', cell: ({ kind }) => <bdi>{formatKind(kind)}</bdi> },
        { title: 'Wallet', cell: ({ wallet }) => <bdi>{wallet}</bdi> },
        {
          title: 'Last payment',
          cell: ({ payment_at }) => payment_at && <time dateTime={payment_at}>{formatAgo(payment_at)}</time>,
        },
      ]}
    />
  )
}
