import '#client/style/shows.css'
import '#client/style/sources.css'
import { Link } from 'wouter'
import { sayAgo } from '#client/format/day.ts'
import { sayKind } from '#client/source/say-source.ts'
import { SourceRow } from '#client/source/source-row.tsx'
import { useSources } from '#client/source/use-sources.ts'
import { Empty } from '#client/ui/empty.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { Frame } from '#client/ui/frame.tsx'
import { Head, Section } from '#client/ui/head.tsx'
import { Table } from '#client/ui/table.tsx'

/** What reports payments to Readout, and how it does. */
export default function SourcesScreen() {
  const list = useSources()
  const followed = list.data?.filter(({ connected }) => connected) ?? []
  const others = list.data?.filter(({ connected }) => !connected) ?? []
  const failing = followed.filter(({ state }) => state === 'failing').length
  return (
    <>
      <Head title="Sources" meta="Where payments come from">
        <Link className="button" href="/sources/add">
          Add a source
        </Link>
      </Head>
      <Section
        title="Followed wallets"
        meta={list.data && followed.length > 0 && (failing === 0 ? 'all well' : `${failing} not connected`)}
      >
        <ErrorNote error={list.error} onRetry={() => list.refetch()} />
        {list.isPending && <Frame rows={3} />}
        {list.data && followed.length === 0 && (
          <Empty step={<Link href="/sources/add">Add a source</Link>}>
            The wallets that Readout follows by itself will be here, each with how it does.
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
      {others.length > 0 && (
        <Section
          title="Reporting by themselves"
          meta="Webhooks, files, scripts, and what is typed in by hand"
        >
          <Table
            caption="Sources that report by themselves"
            rows={others}
            keyOf={({ name }) => name}
            columns={[
              { title: 'Source', cell: ({ name }) => <bdi className="row-name">{name}</bdi> },
              { title: 'What it is', cell: ({ kind }) => <bdi>{sayKind(kind)}</bdi> },
              { title: 'Wallet', cell: ({ wallet }) => <bdi>{wallet}</bdi> },
              {
                title: 'Last payment',
                cell: ({ payment_at }) =>
                  payment_at && <time dateTime={payment_at}>{sayAgo(payment_at)}</time>,
              },
            ]}
          />
        </Section>
      )}
    </>
  )
}
