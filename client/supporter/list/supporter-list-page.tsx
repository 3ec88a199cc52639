import { useDeferredValue } from 'react'
import { useSearchParams } from 'wouter'
import { withParameter } from '#client/lib/with-parameter.ts'
import { NoShow } from '#client/show/no-show.tsx'
import { ShowSelect } from '#client/show/show-select.tsx'
import { useChosenShow } from '#client/show/use-chosen-show.ts'
import { asOrder, ORDER_WORDS } from '#client/supporter/list/orders.ts'
import { SupporterList } from '#client/supporter/list/supporter-list.tsx'
import { useSupporterList } from '#client/supporter/use-supporters.ts'
import { t } from '#client/supporter/words.ts'
import { Empty } from '#client/ui/empty.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { Head } from '#client/ui/head.tsx'
import { Skeleton } from '#client/ui/skeleton.tsx'

/** A show's supporters, searched and ordered by the address. */
export function SupporterListPage() {
  const { slug, shows, isNone, error, choose } = useChosenShow()
  const [search, setSearch] = useSearchParams()
  const q = search.get('q') ?? ''
  const order = asOrder(search.get('order'))
  const list = useSupporterList(slug, order, useDeferredValue(q.trim()))
  const rows = list.data?.pages.flatMap(({ items }) => items) ?? []
  const set = (name: string, value: string) =>
    setSearch((before) => withParameter(before, name, value), { replace: name === 'q' })
  return (
    <>
      <Head title={t('Supporters')}>
        {slug && <ShowSelect shows={shows} value={slug} onChoose={choose} />}
      </Head>
      {!isNone && (
        <search className="toolbar">
          <input
            type="search"
            className="input search"
            aria-label={t('Search supporters')}
            placeholder={t('Search names')}
            value={q}
            onChange={({ target }) => set('q', target.value)}
          />
          <select
            className="input select"
            aria-label={t('Order')}
            value={order}
            onChange={({ target }) => set('order', target.value)}
          >
            {Object.entries(ORDER_WORDS).map(([value, words]) => (
              <option key={value} value={value}>
                {words}
              </option>
            ))}
          </select>
        </search>
      )}
      <ErrorNote error={error ?? list.error} onRetry={() => list.refetch()} />
      {list.isPending && slug && <Skeleton rows={8} />}
      {isNone && <NoShow>{t('Everyone who sends a boost or streams under a name will be here.')}</NoShow>}
      {list.isSuccess && rows.length === 0 && (
        <Empty>
          {q
            ? t('Nobody goes by that name.')
            : t('Everyone who sends a boost or streams under a name will be here.')}
        </Empty>
      )}
      {rows.length > 0 && slug && (
        <SupporterList
          key={`${slug} ${order}`}
          show={slug}
          rows={rows}
          hasMore={list.hasNextPage && !list.isFetchingNextPage}
          onNearEnd={list.fetchNextPage}
        />
      )}
    </>
  )
}
