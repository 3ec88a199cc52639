import { useInfiniteQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { useSearchParams } from 'wouter'
import { EpisodeRow } from '#client/episode/episode-row.tsx'
import { NewEpisodeForm } from '#client/episode/new-episode-form.tsx'
import { useEpisodeSums } from '#client/episode/use-episode-sums.ts'
import { t } from '#client/episode/words.ts'
import { get } from '#client/lib/request.ts'
import { withParameter } from '#client/lib/with-parameter.ts'
import { useMay } from '#client/person/use-me.ts'
import { NoShow } from '#client/show/no-show.tsx'
import { ShowSelect } from '#client/show/show-select.tsx'
import { useChosenShow } from '#client/show/use-chosen-show.ts'
import { Button } from '#client/ui/button.tsx'
import { Empty } from '#client/ui/empty.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { Head } from '#client/ui/head.tsx'
import { Skeleton } from '#client/ui/skeleton.tsx'

/** A show's episodes, with what each brought. */
export function EpisodeListPage() {
  const { slug, shows, isNone, error, choose } = useChosenShow()
  const [isAdding, add] = useState(false)
  const [search, setSearch] = useSearchParams()
  const mayEdit = useMay('edit')
  const typed = search.get('q') ?? ''
  const q = useDeferredValue(typed.trim())
  const list = useInfiniteQuery({
    queryKey: ['episodes', slug, 'list', q],
    queryFn: ({ pageParam }) =>
      get('/shows/{slug}/episodes', { slug: slug ?? '', q, cursor: pageParam, limit: 50 }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next_cursor }) => next_cursor,
    enabled: slug !== null,
    placeholderData: (before) => before,
  })
  const sums = useEpisodeSums(slug)
  const rows = list.data?.pages.flatMap(({ items }) => items) ?? []
  const find = (text: string) => setSearch((before) => withParameter(before, 'q', text), { replace: true })
  return (
    <>
      <Head title={t('Episodes')}>{slug && <ShowSelect shows={shows} value={slug} onChoose={choose} />}</Head>
      {!isNone && (
        <div className="search-row">
          <input
            type="search"
            className="input"
            aria-label={t('Search episodes')}
            placeholder={t('Search titles')}
            value={typed}
            onChange={({ target }) => find(target.value)}
          />
          {slug && mayEdit && (
            <Button aria-expanded={isAdding} onClick={() => add(!isAdding)}>
              {t('Add one')}
            </Button>
          )}
        </div>
      )}
      {isAdding && slug && <NewEpisodeForm show={slug} onDone={() => add(false)} />}
      <ErrorNote error={error ?? list.error} onRetry={() => list.refetch()} />
      {list.isPending && slug && <Skeleton rows={6} />}
      {isNone && <NoShow>{t('Episodes are here as soon as a payment or the feed names them.')}</NoShow>}
      {list.isSuccess && rows.length === 0 && (
        <Empty>
          {q
            ? t('No episode has that in its title.')
            : t('Episodes are here as soon as a payment or the feed names them.')}
        </Empty>
      )}
      {rows.length > 0 && slug && (
        <ul className="entries">
          {rows.map((episode) => (
            <EpisodeRow
              key={episode.id}
              episode={episode}
              sums={sums.get(episode.id)}
              show={slug}
              mayEdit={mayEdit}
            />
          ))}
        </ul>
      )}
      {list.hasNextPage && (
        <p className="spaced">
          <Button busy={list.isFetchingNextPage} onClick={() => list.fetchNextPage()}>
            {t('Show more')}
          </Button>
        </p>
      )}
    </>
  )
}
