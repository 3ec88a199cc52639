import { useState } from 'react'
import type { SupporterDetailJson } from '#api/contract/supporter.ts'
import { formatDay } from '#client/format/day.ts'
import { formatCount } from '#client/format/sats.ts'
import { Flag } from '#client/supporter/page/flag.tsx'
import { t } from '#client/supporter/words.ts'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { Section } from '#client/ui/head.tsx'
import { Sats } from '#client/ui/sats.tsx'
import { Table } from '#client/ui/table.tsx'

/** What a supporter sent each show, and whether they are of its team or hidden there. */
export function ShowTable({ supporter, mayEdit }: { supporter: SupporterDetailJson; mayEdit: boolean }) {
  const [error, fail] = useState<unknown>(null)
  const flag = (show: SupporterDetailJson['shows'][number], name: 'team' | 'hidden') => (
    <Flag id={supporter.id} show={show} name={name} mayEdit={mayEdit} onError={fail} />
  )
  return (
    <Section
      title={t('Shows')}
      meta={t('Team and hidden keep boosts out of segments, totals and public pages; the books keep them.')}
    >
      <ErrorNote error={error} />
      <Table
        caption={t('Shows')}
        rows={supporter.shows}
        keyOf={({ slug }) => slug}
        columns={[
          { title: t('Show'), cell: ({ title }) => <bdi>{title}</bdi> },
          { title: t('Boosts'), align: 'end', cell: ({ boost_count }) => formatCount(boost_count) },
          {
            title: t('Boosted sats'),
            align: 'end',
            cell: ({ counted_msat }) => <Sats msat={counted_msat} unit={false} />,
          },
          {
            title: t('Streamed sats'),
            align: 'end',
            cell: ({ streamed_msat }) => <Sats msat={streamed_msat} unit={false} />,
          },
          { title: t('Last'), cell: ({ last_sent_at }) => (last_sent_at ? formatDay(last_sent_at) : '') },
          {
            title: t('They are'),
            cell: (show) => (
              <span className="flags">
                {flag(show, 'team')}
                {flag(show, 'hidden')}
              </span>
            ),
          },
        ]}
      />
    </Section>
  )
}
