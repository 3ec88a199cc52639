import { t } from '#client/boost/words.ts'
import '#client/style/boosts.css'
import { lazy, Suspense } from 'react'
import { Link, useLocation, useParams, useSearch } from 'wouter'
import { Toolbar } from '#client/boost/filter/toolbar.tsx'
import { useFilters } from '#client/boost/filter/use-filters.ts'
import { isNarrowed } from '#client/boost/filters.ts'
import { BoostList } from '#client/boost/list/boost-list.tsx'
import { NewsOffer } from '#client/boost/list/news-offer.tsx'
import { useBoostList } from '#client/boost/list/use-boost-list.ts'
import { formatSats, satsOf } from '#client/format/sats.ts'
import { useMay } from '#client/person/use-me.ts'
import { Empty } from '#client/ui/empty.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { Head } from '#client/ui/head.tsx'
import { Skeleton } from '#client/ui/skeleton.tsx'

const BoostDialog = lazy(() => import('#client/boost/detail/boost-dialog.tsx'))

/** Boosts and their messages, by episode; one of them opened over the list, at an address of its own. */
export default function BoostsScreen() {
  const { id } = useParams<{ id?: string }>()
  const search = useSearch()
  const [, navigate] = useLocation()
  const { filters, clear } = useFilters()
  const mayAdd = useMay('intake')
  const list = useBoostList(filters)
  const { total, rows } = list
  const query = search ? `?${search}` : ''
  return (
    <>
      <Head
        title={t('Boosts')}
        meta={
          total &&
          total.count > 0 &&
          t(
            '{count, plural, one {# boost} other {# boosts}} · {amount} {sats}, hidden ones and your team’s too',
            { count: total.count, amount: formatSats(total.counted_msat), sats: satsOf(total.counted_msat) },
          )
        }
      >
        {mayAdd && (
          <Link href="/boosts/by-hand" className="button plain">
            {t('Add by hand')}
          </Link>
        )}
      </Head>
      <Toolbar />
      {list.isSuccess && <NewsOffer key={`${JSON.stringify(filters)} ${list.loadedAt}`} filters={filters} />}
      <ErrorNote error={list.error} onRetry={() => list.refetch()} />
      {list.isPending && <Skeleton rows={8} />}
      {list.isSuccess && rows.length === 0 && <NoBoosts isNarrowed={isNarrowed(filters)} onClear={clear} />}
      {rows.length > 0 && (
        <BoostList
          looked={filters.q ?? ''}
          // A list that was read anew begins at its top.
          key={list.loadedAt}
          rows={rows}
          count={countOfAll(rows.length, total?.count, list.hasNextPage)}
          hasMore={list.hasNextPage && !list.isFetchingNextPage}
          onNearEnd={list.fetchNextPage}
          openId={id}
          hrefOf={(boost) => `/boosts/${boost}${query}`}
        />
      )}
      {rows.length > 40 && (
        <p className="hint find-hint" id="find-hint">
          {t('Find in page sees only the rows on screen; the search above sees all.')}
        </p>
      )}
      {id && (
        <Suspense>
          <BoostDialog id={id} onClose={() => navigate(`/boosts${query}`)} />
        </Suspense>
      )}
    </>
  )
}

/** How many rows there are, loaded or not; -1, as ARIA has it, where that is not known. */
function countOfAll(loaded: number, total: number | undefined, hasMore: boolean): number {
  if (!hasMore) return loaded
  return total !== undefined && total > loaded ? total : -1
}

function NoBoosts({ isNarrowed: narrowed, onClear }: { isNarrowed: boolean; onClear: () => void }) {
  const mayConnect = useMay('admin')
  if (narrowed)
    return (
      <Empty
        step={
          <button type="button" className="button plain" onClick={onClear}>
            {t('Show all boosts')}
          </button>
        }
      >
        {t('No boost is like that.')}
      </Empty>
    )
  return (
    <Empty
      step={
        mayConnect ? (
          <Link href="/start">{t('Go through the first steps')}</Link>
        ) : (
          <Link href="/boosts/by-hand">{t('Add one by hand')}</Link>
        )
      }
    >
      {t('Boosts and their messages will be here as soon as a wallet reports them.')}
    </Empty>
  )
}
