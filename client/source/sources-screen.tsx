import { t } from '#client/source/words.ts'
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
      <Head title={t('Sources')} meta={t('Where payments come from')}>
        <Link className="button" href="/sources/past">
          {t('Add past payments')}
        </Link>
        {followed.length + said.length > 0 && (
          <Link className="button" href="/sources/add">
            {t('Add a source')}
          </Link>
        )}
      </Head>
      <Section
        title={t('Followed wallets')}
        meta={
          list.data &&
          followed.length > 0 &&
          (failing === 0 ? t('all well') : t('{failing} not connected', { failing }))
        }
      >
        <ErrorNote error={list.error} onRetry={() => list.refetch()} />
        {list.isPending && <Skeleton rows={3} />}
        {list.data && followed.length === 0 && (
          <Empty
            step={
              <Link className="button primary" href="/sources/add">
                {t('Add a source')}
              </Link>
            }
          >
            {t('Wallets that Readout asks for payments by itself will be here, each with how it is doing.')}
          </Empty>
        )}
        {followed.length > 0 && (
          <ul className="entries" aria-label={t('Followed wallets')}>
            {followed.map((source) => (
              <SourceRow key={source.name} source={source} />
            ))}
          </ul>
        )}
      </Section>
      {said.length > 0 && (
        <Section title={t('What is said')} meta={t('Words for boosts, and no money')}>
          <ul className="entries" aria-label={t('Sources of words')}>
            {said.map((source) => (
              <SourceRow key={source.name} source={source} />
            ))}
          </ul>
        </Section>
      )}
      <WebhookList />
      {others.length > 0 && (
        <Section
          title={t('Sent to Readout')}
          meta={t('Webhooks, files, scripts, and what was typed in by hand')}
        >
          <Reporters caption={t('Sources that send to Readout')} sources={others} />
        </Section>
      )}
      {demos.length > 0 && (
        <Section
          title={t('Demo')}
          meta={t('Made up: nothing more comes from them, and they go with the demo')}
        >
          <Reporters caption={t('Sources of the demo')} sources={demos} />
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
        { title: t('Source'), cell: ({ name }) => <bdi className="row-name">{name}</bdi> },
        { title: t('Kind'), cell: ({ kind }) => <bdi>{formatKind(kind)}</bdi> },
        { title: t('Wallet'), cell: ({ wallet }) => <bdi>{wallet}</bdi> },
        {
          title: t('Last payment'),
          cell: ({ payment_at }) => payment_at && <time dateTime={payment_at}>{formatAgo(payment_at)}</time>,
        },
      ]}
    />
  )
}
