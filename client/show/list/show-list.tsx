import { useState } from 'react'
import { Link, useLocation, useSearchParams } from 'wouter'
import type { ShowJson } from '#api/contract/show.ts'
import { useMay, useMayForAll } from '#client/person/use-me.ts'
import { AddShow } from '#client/show/add/add-show.tsx'
import { formatShow } from '#client/show/list/format-show.ts'
import { ProvisionalShow } from '#client/show/list/provisional-show.tsx'
import { SetAsideShow } from '#client/show/list/set-aside-show.tsx'
import { AnonymousNames } from '#client/show/settings/anonymous-names.tsx'
import { ConfirmShares } from '#client/show/settings/confirm-shares.tsx'
import { useShows } from '#client/show/use-shows.ts'
import { t } from '#client/show/words.ts'
import { Button } from '#client/ui/button.tsx'
import { Chip } from '#client/ui/chip.tsx'
import { Empty } from '#client/ui/empty.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { Head, Section } from '#client/ui/head.tsx'
import { Skeleton } from '#client/ui/skeleton.tsx'
import { toast } from '#client/ui/toasts.tsx'

/** The hosts' own shows, and apart from them those that payments have named and nobody has confirmed. */
export function ShowList() {
  const list = useShows()
  const mayAdd = useMayForAll('edit')
  const mayEdit = useMay('edit')
  const shows = list.data ?? []
  const kept = shows.filter(({ provisional, set_aside }) => !provisional && !set_aside)
  const provisional = shows.filter((show) => show.provisional)
  const waiting = kept.filter(({ proposed_shares }) => proposed_shares !== null)
  const setAside = shows.filter(({ set_aside }) => set_aside)
  const [search] = useSearchParams()
  const [isAdding, setAdding] = useState(search.has('add'))
  const [, navigate] = useLocation()
  return (
    <>
      <Head
        title={t('Shows')}
        meta={list.data && t('{count, plural, one {# show} other {# shows}}', { count: kept.length })}
      >
        {mayAdd && (
          <Button aria-expanded={isAdding} onClick={() => setAdding(!isAdding)}>
            {t('Add a show')}
          </Button>
        )}
      </Head>
      {isAdding && (
        <AddShow
          onAdded={({ slug, title }) => {
            toast(t('{title} is here', { title }))
            navigate(`/shows/${slug}`)
          }}
        />
      )}
      <ErrorNote error={list.error} onRetry={() => list.refetch()} />
      {list.isPending && <Skeleton rows={3} />}
      {list.isSuccess && shows.length === 0 && !isAdding && (
        <Empty
          step={
            mayAdd && (
              <Button kind="primary" onClick={() => setAdding(true)}>
                {t('Add your show')}
              </Button>
            )
          }
        >
          {t('Your shows will be here: by their feed, or as soon as a payment names one.')}
        </Empty>
      )}
      {kept.length > 0 && <KeptShows shows={kept} />}
      {mayEdit && waiting.length > 0 && (
        <Section
          title={t('Shares to confirm')}
          meta={t('Until then what arrived counts, not what apps claim.')}
        >
          <ConfirmShares
            key={JSON.stringify(waiting.map(({ slug, proposed_shares }) => [slug, proposed_shares]))}
            shows={waiting}
          />
        </Section>
      )}
      {provisional.length > 0 && (
        <Section
          title={t('New shows')}
          meta={t('Payments named these. Are they yours? They stay out of public pages until you keep them.')}
        >
          <ul className="entries">
            {provisional.map((show) => (
              <ProvisionalShow key={show.slug} show={show} kept={kept} />
            ))}
          </ul>
        </Section>
      )}
      {setAside.length > 0 && (
        <Section title={t('Set aside')} meta={t('Their payments are recorded, and counted nowhere.')}>
          <ul className="entries">
            {setAside.map((show) => (
              <SetAsideShow key={show.slug} show={show} />
            ))}
          </ul>
        </Section>
      )}
      {mayAdd && <AnonymousNames />}
    </>
  )
}

function KeptShows({ shows }: { shows: readonly ShowJson[] }) {
  return (
    <ul className="entries first">
      {shows.map((show) => (
        <li key={show.slug} className="entry goes">
          <div className="row-words">
            <Link href={`/shows/${show.slug}`} className="row-name" dir="auto">
              {show.title}
            </Link>
            <p className="meta">{formatShow(show)}</p>
          </div>
          <div className="row-chips">
            {show.demo && <Chip>{t('demo')}</Chip>}
            {show.proposed_shares && <Chip tone="warn">{t('shares to confirm')}</Chip>}
            {show.public && <Chip tone="ok">{t('public')}</Chip>}
          </div>
        </li>
      ))}
    </ul>
  )
}
