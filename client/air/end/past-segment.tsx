import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { Chapters } from '#client/air/end/chapters.tsx'
import { Notes } from '#client/air/end/notes.tsx'
import { Unaired } from '#client/air/end/unaired.tsx'
import { useReopen } from '#client/air/end/use-reopen.ts'
import { formatTitle } from '#client/air/format-segment.ts'
import { AirList } from '#client/air/list/air-list.tsx'
import { layAirRows } from '#client/air/list/rows.ts'
import { toggled } from '#client/air/list/toggled.ts'
import { t } from '#client/air/words.ts'
import { formatInstant } from '#client/format/day.ts'
import { formatSats, satsOf } from '#client/format/sats.ts'
import { get } from '#client/lib/request.ts'
import { useMay } from '#client/person/use-me.ts'
import { ThankPart } from '#client/reply/thank-part.tsx'
import { Back } from '#client/ui/back.tsx'
import { Button } from '#client/ui/button.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { Head } from '#client/ui/head.tsx'
import { Skeleton } from '#client/ui/skeleton.tsx'

const ALL: ReadonlySet<string> = new Set(['thanks'])

/** A closed segment as it was read, with its notes and chapters. */
export function PastSegment({ id }: { id: string }) {
  const mayEdit = useMay('edit')
  const [opened, setOpened] = useState<ReadonlySet<string>>(ALL)
  const segment = useQuery({
    queryKey: ['segments', 'one', id],
    queryFn: () => get('/segments/{id}', { id }),
  })
  const reopen = useReopen()
  const { data } = segment
  const rows = useMemo(() => (data ? layAirRows(data, { q: '', opened }) : []), [data, opened])
  if (!data)
    return segment.error ? (
      <ErrorNote error={segment.error} onRetry={() => segment.refetch()} />
    ) : (
      <Skeleton rows={8} />
    )
  const { totals, title, show, closed_at, can_reopen } = data
  return (
    <>
      <Back to={`/air/past?show=${show.slug}`}>{t('Past segments')}</Back>
      <Head
        title={formatTitle(title).replace(/^e/, 'E')}
        meta={`${show.title} · ${t('{boosts, plural, one {# boost} other {# boosts}}', { boosts: totals.boosts })} · ${formatSats(totals.counted_msat)} ${satsOf(totals.counted_msat)} · ${closed_at ? t('closed {when}', { when: formatInstant(closed_at) }) : t('open')}`}
      >
        <a className="button plain" href="#notes">
          {t('Notes and chapters')}
        </a>
        {mayEdit && can_reopen && (
          <Button busy={reopen.isPending} onClick={() => reopen.mutate(id)}>
            {t('Reopen')}
          </Button>
        )}
      </Head>
      <ErrorNote error={reopen.error} />
      {!data.aired && closed_at && <Unaired segment={data} mayEdit={mayEdit} />}
      <AirList rows={rows} marks={null} onFold={(key) => setOpened((before) => toggled(before, key))} />
      <div id="notes" />
      <ThankPart segment={id} />
      <Notes segmentId={id} />
      <Chapters segmentId={id} />
    </>
  )
}
